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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;

/** Gives each run to one owner at a time. Every change by an owner is checked against its fence. */
@Singleton
public final class RunQueue {
    private static final int EXPIRED_AT_A_TIME = 100;

    private final JdbcRunner jdbc;
    private final RunStateMachine changes;
    private final QueueSettings settings;
    private final Claims claims;

    public RunQueue(JdbcRunner jdbc, RunStateMachine changes, QueueSettings settings, Ticker ticker) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.settings = settings;
        this.claims = new Claims(jdbc, changes, settings, ticker);
    }

    /**
     * Claims the next run.
     *
     * @param owner unique per process
     * @param pools the pools that this process serves
     * @return the lease; empty if no run can be claimed
     */
    public Optional<Lease> claim(String owner, Set<String> pools) {
        return claims.next(owner, pools);
    }

    /** Makes the next claim read the order again, because something was submitted or changed. */
    public void invalidateCandidates() {
        claims.invalidate();
    }

    /** Extends the lease and asks whether to continue. */
    public Heartbeat heartbeat(Lease held) {
        return jdbc.inTransaction("the heartbeat of run " + held.run(), handle -> {
            Optional<QueueSql.Beat> beat = QueueSql.beat(handle, held);
            if (beat.isEmpty()) {
                return Heartbeat.LOST;
            }
            return switch (beat.get().state()) {
                case CANCELLING -> Heartbeat.CANCELLING;
                case PAUSING -> Heartbeat.STOP_AFTER_UNIT;
                case RUNNING -> beat.get().draining() ? Heartbeat.STOP_AFTER_UNIT : Heartbeat.HELD;
                case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> Heartbeat.LOST;
            };
        });
    }

    /**
     * Ends a run. A run that is being cancelled ends as cancelled.
     *
     * @return the final state
     * @throws OwnershipLostException if it has another owner; nothing was written
     */
    public RunState end(Lease held, RunOutcome ending) {
        return jdbc.inTransaction("ending run " + held.run(), handle -> {
            QueueSql.Removed removed = QueueSql.removeOwner(handle, held);
            if (!removed.wasHeld()) {
                throw new OwnershipLostException("run " + held.run() + " is no longer owned by " + held.owner()
                        + " with fence " + held.fence() + "; it was not ended");
            }
            return changes.end(handle, held.run(), removed.state(), ending);
        });
    }

    /**
     * Releases an unfinished run, between units or at a clean shutdown. It is queued again, or paused or cancelled if
     * that was requested. Does nothing if the lease is no longer held.
     */
    public void release(Lease held, String reason) {
        jdbc.inTransaction("releasing run " + held.run(), handle -> {
            RunState current = changes.locked(handle, held.run()).orElseThrow();
            if (QueueSql.disown(handle, held.run(), held.fence()).isPresent()) {
                releaseTo(handle, held.run(), current, reason);
            }
            return true;
        });
    }

    /**
     * Defers a run after a failure of an engine or a worker. After too many such claims in a row without a finished
     * unit the run fails.
     *
     * @param delay the delay, by the number of failed claims in a row
     * @return the new state; empty if the lease was no longer held
     */
    public Optional<RunState> defer(Lease held, String reason, IntFunction<Duration> delay) {
        return jdbc.inTransaction("postponing run " + held.run(), handle -> {
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
                        reason + " (" + failedClaims + " claims in a row ended like this without finishing a unit)");
                return Optional.of(RunState.FAILED);
            }
            RunState next = releaseTo(handle, held.run(), current, reason);
            if (current == RunState.RUNNING) {
                QueueSql.notBefore(handle, held.run(), delay.apply(failedClaims));
            }
            return Optional.of(next);
        });
    }

    /**
     * Releases a run that found no room, for a while; this never fails it.
     *
     * @return until when it is not claimed; empty if the lease was no longer held, or if the run was paused or cancelled
     */
    public Optional<Instant> postpone(Lease held, String reason, Duration delay) {
        return jdbc.inTransaction("postponing run " + held.run(), handle -> {
            RunState current = changes.locked(handle, held.run()).orElseThrow();
            if (QueueSql.disown(handle, held.run(), held.fence()).isEmpty()) {
                return Optional.empty();
            }
            releaseTo(handle, held.run(), current, reason);
            return current == RunState.RUNNING
                    ? Optional.of(QueueSql.notBefore(handle, held.run(), delay))
                    : Optional.empty();
        });
    }

    /**
     * Lets postponed runs be claimed at once, because there may be room now.
     *
     * @param postponed until when {@link #postpone} postponed each
     */
    public void roomFreed(Map<RunId, Instant> postponed) {
        if (!postponed.isEmpty()) {
            jdbc.inTransaction("looking at runs that found no room", handle -> {
                postponed.forEach((run, notBefore) -> QueueSql.nowInsteadOf(handle, run, notBefore));
                return true;
            });
            claims.invalidate();
        }
    }

    /**
     * Takes runs from owners whose lease has expired, and carries out what was asked of those owners (pause, cancel).
     *
     * @return the new state of each run taken
     */
    public List<RunState> reap() {
        List<QueueSql.Expired> expired =
                jdbc.inTransaction("looking for dead owners", handle -> QueueSql.expired(handle, EXPIRED_AT_A_TIME));
        List<RunState> reaped = new ArrayList<>();
        for (QueueSql.Expired expiredLease : expired) {
            Optional<RunState> state =
                    jdbc.inTransaction("taking run " + expiredLease.run() + " from its dead owner", handle -> {
                        RunState current =
                                changes.locked(handle, expiredLease.run()).orElseThrow();
                        if (!QueueSql.isExpired(handle, expiredLease)
                                || QueueSql.disown(handle, expiredLease.run(), expiredLease.fence())
                                        .isEmpty()) {
                            return Optional.empty();
                        }
                        return Optional.of(reap(handle, expiredLease, current));
                    });
            state.ifPresent(reaped::add);
        }
        return reaped;
    }

    private RunState reap(Handle handle, QueueSql.Expired expiredLease, RunState current) {
        int failedClaims = QueueSql.failedClaim(handle, expiredLease.run(), expiredLease.fence());
        if (current == RunState.RUNNING && failedClaims >= settings.failedClaimLimit()) {
            fail(
                    handle,
                    expiredLease.run(),
                    current,
                    FailureClass.BUG,
                    "its control plane died " + failedClaims
                            + " times in a row while it was running, without finishing a unit; the last one was "
                            + expiredLease.owner());
            return RunState.FAILED;
        }
        return releaseTo(
                handle,
                expiredLease.run(),
                current,
                "control plane " + expiredLease.owner() + " has not been heard from for "
                        + settings.lease().toSeconds() + " s; the run resumes after its finished units");
    }

    private RunState releaseTo(Handle handle, RunId run, RunState current, String reason) {
        RunState next = RunTransitions.ownerless(current);
        QueueSql.deleteProgress(handle, run);
        String why = switch (next) {
            case CANCELLED -> "cancelled by request";
            case PAUSED -> "paused by request";
            case WAITING, QUEUED, RUNNING, PAUSING, CANCELLING, SUCCEEDED, FAILED -> reason;
        };
        changes.move(handle, run, next, why);
        if (next.isFinal()) {
            QueueSql.removeAnyOwner(handle, run);
        }
        return next;
    }

    private void fail(Handle handle, RunId run, RunState current, FailureClass failure, String reason) {
        QueueSql.deleteProgress(handle, run);
        QueueSql.removeAnyOwner(handle, run);
        changes.end(handle, run, current, new RunOutcome.Failed(failure, reason));
    }
}
