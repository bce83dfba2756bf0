package dev.cairn.bridge.fakes;

import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.ports.TrainerSession.Source;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A trainer of a bigram policy in memory: it learns, is deterministic, and keeps fences, idempotency, skips and
 * refusals as the real ones do.
 */
public final class FakeTrainer implements Trainer {
    private final Function<PolicyRef, Path> locate;
    private final BiFunction<StorageRoot, String, Path> reserve;
    private final Map<String, FakeSession> open = new HashMap<>();
    private final Map<Long, Long> fences = new HashMap<>();

    /**
     * @param locate absolute directory of a policy
     * @param reserve absolute directory for a new one, by its name in a root
     */
    public FakeTrainer(Function<PolicyRef, Path> locate, BiFunction<StorageRoot, String, Path> reserve) {
        this.locate = locate;
        this.reserve = reserve;
    }

    @Override
    public synchronized Session open(TrainerSession session) {
        long seen = fences.getOrDefault(session.run(), Long.MIN_VALUE);
        if (session.fence() < seen) {
            throw new OwnershipLostException(
                    "run %d: fence %d is stale, %d was seen".formatted(session.run(), session.fence(), seen));
        }
        fences.put(session.run(), session.fence());
        open.values().removeIf(s -> s.run() == session.run() && s.fence() < session.fence());
        if (open.containsKey(session.name())) {
            throw new PortException(Remedy.FIX_REQUEST, "session " + session.name() + " is open already");
        }
        PolicyRef baseline = session.baseline();
        FakeSession opened = new FakeSession(
                this,
                session,
                start(session),
                baseline == null ? TinyPolicy.base() : read(baseline, TinyPolicy.Contents.POLICY));
        open.put(session.name(), opened);
        return opened;
    }

    /** Names of the sessions that are still open. */
    public synchronized Set<String> openSessions() {
        return Set.copyOf(open.keySet());
    }

    /** Simulates a restart of the worker: all sessions are lost. */
    public synchronized void restart() {
        open.clear();
    }

    synchronized void checkOpen(FakeSession session) {
        if (open.get(session.name()) != session) {
            throw new PortException(Remedy.RETRY, "unknown session " + session.name());
        }
    }

    synchronized void close(FakeSession session) {
        open.remove(session.name(), session);
    }

    Path reserve(StorageRoot root, String name) {
        return reserve.apply(root, name);
    }

    private TinyPolicy start(TrainerSession session) {
        return switch (session.from()) {
            case Source.NewAdapter(long seed) -> TinyPolicy.drawn(seed);
            case Source.From(PolicyRef policy) ->
                read(
                        policy,
                        session.optimizer() == OptimizerState.CHECKPOINT
                                ? TinyPolicy.Contents.WITH_OPTIMIZER
                                : TinyPolicy.Contents.POLICY);
        };
    }

    private TinyPolicy read(PolicyRef policy, TinyPolicy.Contents what) {
        TinyPolicy found = TinyPolicy.read(locate.apply(policy), what);
        if (found == null) {
            throw new PortException(Remedy.FIX_REQUEST, policy + " has no optimizer state");
        }
        return found;
    }
}
