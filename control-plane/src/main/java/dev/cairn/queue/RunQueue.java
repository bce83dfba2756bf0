package dev.cairn.queue;

import dev.cairn.base.Ticker;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunStateMachine;
import dev.cairn.experiments.RunTransitions;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.OwnershipLostException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;

/** Hands out runs, one owner each; every change an owner makes is checked against its fence. */
@Singleton
public final class RunQueue {
    private static final int EXPIRED_AT_A_TIME = 100;

    private final JdbcRunner jdbc;
    private final RunStateMachine changes;
    private final QueueSettings settings;
    private final Candidates candidates;

    public RunQueue(JdbcRunner jdbc, RunStateMachine changes, QueueSettings settings, Ticker ticker) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.settings = settings;
        this.candidates = new Candidates(settings.lookAhead(), ticker);
    }

    /**
     * Takes the run whose turn it is.
     *
     * @param owner unique to this process's life
     * @param pools that this process serves
     * @return empty if there is nothing to do
     */
    public Optional<Lease> claim(String owner, Set<String> pools) {
        candidates.forgetStale(pools);
        Optional<Lease> claimed = claimOfThoseRead(owner);
        if (claimed.isPresent()) {
            return claimed;
        }
        boolean any = candidates.refill(
                pools, () -> jdbc.inTransaction("reading the queue", handle -> Candidates.read(handle, pools)));
        return any ? claimOfThoseRead(owner) : Optional.empty();
    }

    /** Something was submitted or changed: the order is read again at the next claim. */
    public void lookAgain() {
        candidates.forget();
    }

    private Optional<Lease> claimOfThoseRead(String owner) {
        for (Optional<RunId> next = candidates.poll(); next.isPresent(); next = candidates.poll()) {
            Optional<Lease> claimed = claim(owner, next.get());
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    private Optional<Lease> claim(String owner, RunId run) {
        return jdbc.inTransaction("claiming run " + run, handle -> {
            Optional<Admission.Queued> queued = Admission.lock(handle, run);
            if (queued.isEmpty() || !Admission.admits(handle, queued.get())) {
                return Optional.empty();
            }
            long fence = QueueSql.takeOver(handle, run, owner, settings.lease());
            changes.move(handle, run, RunState.RUNNING, null);
            return Optional.of(new Lease(run, owner, fence, settings.lease()));
        });
    }

    /** Makes the lease longer and asks whether to continue. */
    public Heartbeat heartbeat(Lease held) {
        return jdbc.inTransaction("the heartbeat of run " + held.run(), handle -> {
            Optional<QueueSql.Beat> beat = QueueSql.beat(handle, held);
            if (beat.isEmpty()) {
                return Heartbeat.LOST;
            }
            return switch (beat.get().state()) {
                case CANCELLING -> Heartbeat.CANCELLING;
                case PAUSING -> Heartbeat.TO_THE_EDGE;
                case RUNNING -> beat.get().draining() ? Heartbeat.TO_THE_EDGE : Heartbeat.HELD;
                case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> Heartbeat.LOST;
            };
        });
    }

    /**
     * Ends a run; one that is being cancelled ends as cancelled.
     *
     * @return the final state
     * @throws OwnershipLostException if somebody else owns it; nothing was written
     */
    public RunState end(Lease held, RunOutcome ending) {
        return jdbc.inTransaction("ending run " + held.run(), handle -> {
            // The run's row first, as in a claim, so that the two never wait for each other.
            RunState current = changes.locked(handle, held.run()).orElseThrow();
            if (!QueueSql.removeOwner(handle, held)) {
                throw new OwnershipLostException("run " + held.run() + " is no longer owned by " + held.owner()
                        + " with fence " + held.fence() + "; it was not ended");
            }
            return changes.end(handle, held.run(), current, ending);
        });
    }

    /**
     * Lets go of a run that is not finished, at a unit's edge or a clean shutdown: it is queued again, or paused or
     * cancelled if that was asked for. Does nothing if it is not held any more.
     */
    public void release(Lease held, String reason) {
        jdbc.inTransaction("releasing run " + held.run(), handle -> {
            RunState current = changes.locked(handle, held.run()).orElseThrow();
            if (QueueSql.disown(handle, held.run(), held.fence()).isPresent()) {
                leave(handle, held.run(), current, reason);
            }
            return true;
        });
    }

    /**
     * Lets go of a run that met trouble with engine or worker, until later; after too many such claims in a row without a
     * finished unit it fails.
     *
     * @param delay by how many claims it were
     * @return the state after that; empty if it was not held any more
     */
    public Optional<RunState> later(Lease held, String reason, IntFunction<Duration> delay) {
        return jdbc.inTransaction("putting off run " + held.run(), handle -> {
            RunState current = changes.locked(handle, held.run()).orElseThrow();
            if (QueueSql.disown(handle, held.run(), held.fence()).isEmpty()) {
                return Optional.empty();
            }
            int failedClaims = QueueSql.failedClaim(handle, held.run(), held.fence());
            if (current == RunState.RUNNING && failedClaims >= settings.failedClaimLimit()) {
                fail(
                        handle,
                        held.run(),
                        current,
                        FailureClass.INFRASTRUCTURE,
                        reason + " (" + failedClaims + " claims in a row came to this without finishing a unit)");
                return Optional.of(RunState.FAILED);
            }
            RunState next = leave(handle, held.run(), current, reason);
            if (current == RunState.RUNNING) {
                QueueSql.notBefore(handle, held.run(), delay.apply(failedClaims));
            }
            return Optional.of(next);
        });
    }

    /**
     * Takes runs from owners whose lease ran out; what was asked of those owners (pause, cancel) is done.
     *
     * @return the state of each run taken, after that
     */
    public List<RunState> reap() {
        var expired =
                jdbc.inTransaction("looking for dead owners", handle -> QueueSql.expired(handle, EXPIRED_AT_A_TIME));
        List<RunState> reaped = new ArrayList<>();
        for (QueueSql.Expired dead : expired) {
            Optional<RunState> left =
                    jdbc.inTransaction("taking run " + dead.run() + " from its dead owner", handle -> {
                        RunState current = changes.locked(handle, dead.run()).orElseThrow();
                        if (!QueueSql.isExpired(handle, dead)
                                || QueueSql.disown(handle, dead.run(), dead.fence())
                                        .isEmpty()) {
                            return Optional.empty();
                        }
                        return Optional.of(reap(handle, dead, current));
                    });
            left.ifPresent(reaped::add);
        }
        return reaped;
    }

    private RunState reap(Handle handle, QueueSql.Expired dead, RunState current) {
        int failedClaims = QueueSql.failedClaim(handle, dead.run(), dead.fence());
        if (current == RunState.RUNNING && failedClaims >= settings.failedClaimLimit()) {
            fail(
                    handle,
                    dead.run(),
                    current,
                    FailureClass.BUG,
                    "its control plane died " + failedClaims
                            + " times in a row while it was running, without finishing a unit; the last one was "
                            + dead.owner());
            return RunState.FAILED;
        }
        return leave(
                handle,
                dead.run(),
                current,
                "control plane " + dead.owner() + " was not heard of for "
                        + settings.lease().toSeconds() + " s; the run resumes after its finished units");
    }

    private RunState leave(Handle handle, RunId run, RunState current, String reason) {
        RunState next = RunTransitions.ownerless(current);
        QueueSql.forgetProgress(handle, run);
        String why = switch (next) {
            case CANCELLED -> "cancelled by request";
            case PAUSED -> "paused by request";
            default -> reason;
        };
        changes.move(handle, run, next, why);
        if (next.isFinal()) {
            QueueSql.removeAnyOwner(handle, run);
        }
        return next;
    }

    private void fail(Handle handle, RunId run, RunState current, FailureClass failure, String reason) {
        QueueSql.forgetProgress(handle, run);
        QueueSql.removeAnyOwner(handle, run);
        changes.end(handle, run, current, new RunOutcome.Failed(failure, reason));
    }
}
