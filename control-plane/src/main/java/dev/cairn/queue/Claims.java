package dev.cairn.queue;

import dev.cairn.base.Ticker;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunStateMachine;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Finds the run that is next in turn and gives it to an owner, each in one short transaction. */
final class Claims {
    private final JdbcRunner jdbc;
    private final RunStateMachine changes;
    private final QueueSettings settings;
    private final Candidates candidates;

    Claims(JdbcRunner jdbc, RunStateMachine changes, QueueSettings settings, Ticker ticker) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.settings = settings;
        this.candidates = new Candidates(settings.lookAhead(), ticker);
    }

    /**
     * Claims the next run.
     *
     * @param owner unique per process
     * @param pools the pools that this process serves
     * @return the lease; empty if no run can be claimed
     */
    Optional<Lease> next(String owner, Set<String> pools) {
        candidates.evictStale(pools);
        Optional<Lease> claimed = claimFromCandidates(owner);
        if (claimed.isPresent()) {
            return claimed;
        }
        boolean any = candidates.refill(
                pools, () -> jdbc.inTransaction("reading the queue", handle -> Candidates.read(handle, pools)));
        return any ? claimFromCandidates(owner) : Optional.empty();
    }

    /** Makes the next claim read the order again, because something was submitted or changed. */
    void invalidate() {
        candidates.clear();
    }

    private Optional<Lease> claimFromCandidates(String owner) {
        for (Optional<RunId> next = candidates.poll(); next.isPresent(); next = candidates.poll()) {
            RunId run = next.get();
            Optional<Lease> claimed = claim(owner, handle -> Admission.lock(handle, run));
            if (claimed.isEmpty()) {
                // Other control planes may be ahead in the same order: one statement passes all that they have taken.
                claimed = claim(owner, this::lockFirstOfRest);
            }
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    private Optional<Admission.Queued> lockFirstOfRest(Handle handle) {
        List<RunId> rest = candidates.rest();
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        Optional<Admission.Queued> first = Admission.lockFirst(handle, rest);
        first.ifPresentOrElse(found -> candidates.dropThrough(found.run()), candidates::clear);
        return first;
    }

    private Optional<Lease> claim(String owner, Function<Handle, Optional<Admission.Queued>> lock) {
        return jdbc.inTransaction("claiming a run", handle -> {
            Optional<Admission.Queued> queued = lock.apply(handle);
            if (queued.isEmpty() || !Admission.admits(handle, queued.get())) {
                return Optional.empty();
            }
            RunId run = queued.get().run();
            long fence = QueueSql.takeOver(handle, run, owner, settings.lease());
            changes.move(handle, run, RunState.RUNNING, null);
            return Optional.of(new Lease(run, owner, fence, settings.lease()));
        });
    }
}
