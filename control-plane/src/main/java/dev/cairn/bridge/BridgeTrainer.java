package dev.cairn.bridge;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.Source;
import java.util.Map;

/** A trainer over a worker link: PyTorch takes the steps, and this class only passes ids, numbers and paths. */
final class BridgeTrainer implements Trainer {
    private final WorkerLink link;
    private final WorkerSettings settings;
    private final PolicyDirectories places;
    private final WorkerDeadlines deadlines;

    public BridgeTrainer(
            WorkerLink link, WorkerSettings settings, PolicyDirectories places, WorkerDeadlines deadlines) {
        this.link = link;
        this.settings = settings;
        this.places = places;
        this.deadlines = deadlines;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Loads the base model first, unless the worker has already loaded it.
     */
    @Override
    public Session open(TrainerSession session) throws InterruptedException {
        WorkerCalls.call(link, Operation.BASE, base(), deadlines.load());
        WorkerLink.Reply opened = WorkerCalls.send(link, Operation.OPEN, opening(session), Map.of(), deadlines.load());
        BridgeSession open = new BridgeSession(link, places, deadlines, session.name(), opened.epoch());
        if (session.from() instanceof Source.From(PolicyRef policy)) {
            requireSame(policy, WorkerCalls.read(link, Operation.OPEN, opened).sha256(), open);
        }
        return open;
    }

    /** Checks that the worker read what was written: a policy's reference contains the hash of its tensors. */
    private void requireSame(PolicyRef policy, String read, BridgeSession open) {
        if (!policy.sha256().isEmpty() && !read.equals(policy.sha256())) {
            open.close();
            throw new PortException(
                    Remedy.GIVE_UP,
                    "the adapter %s is not the one that was written: its tensors have sha256 %s, and %s is recorded; its files were changed or damaged"
                            .formatted(places.locate(policy), read, policy.sha256()));
        }
    }

    private Requests.Base base() {
        return new Requests.Base(
                settings.baseModel().toString(),
                settings.threads(),
                settings.microBatchTokens(),
                settings.logitsChunk(),
                settings.precision(),
                Requests.GradientCheckpointing.AUTO, // the worker knows how much memory is free
                settings.device());
    }

    private Requests.Open opening(TrainerSession session) {
        PolicyRef baseline = session.baseline();
        return new Requests.Open(
                session.name(),
                session.run(),
                session.fence(),
                settings.baseModel().toString(),
                switch (session.from()) {
                    case Source.NewAdapter(long seed) -> new Requests.Source.New(seed);
                    case Source.From(PolicyRef policy) ->
                        new Requests.Source.Policy(places.locate(policy).toString());
                },
                session.optimizer(),
                new Requests.Lora(session.lora().rank(), session.lora().alpha()),
                session.adam(),
                baseline == null ? null : places.locate(baseline).toString());
    }
}
