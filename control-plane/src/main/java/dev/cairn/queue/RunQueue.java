package dev.cairn.queue;

import dev.cairn.experiments.RunChanges;
import dev.cairn.experiments.RunId;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunTransitions;
import dev.cairn.soar.OwnershipLostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out runs, one owner each; every change an owner makes is checked against its fence. */
public final class RunQueue {
    private final DataSource database;
    private final RunChanges changes;
    private final Duration lease;

    /** @param lease how long after its last heartbeat an owner counts as dead, on the database's clock */
    public RunQueue(DataSource database, RunChanges changes, Duration lease) {
        this.database = database;
        this.changes = changes;
        this.lease = lease;
    }

    /**
     * Takes the oldest run that is queued, or whose owner let its lease run out.
     *
     * @param owner unique to this process; the same owner never gets a run twice with one fence
     * @return empty if there is nothing to do
     */
    public Optional<Lease> claim(String owner) {
        return inTransaction("claiming a run", connection -> {
            Optional<QueueSql.Claimable> next = QueueSql.lockNext(connection);
            if (next.isEmpty() || QueueSql.isHeld(connection, next.get().run())) {
                return Optional.empty();
            }
            RunId run = next.get().run();
            long fence = QueueSql.takeOver(connection, run, owner, lease);
            QueueSql.forgetProgress(connection, run);
            if (next.get().state() == RunState.QUEUED) {
                changes.move(connection, run, RunState.RUNNING, null);
                return Optional.of(new Lease(run, owner, fence, RunState.RUNNING, lease));
            }
            return Optional.of(new Lease(run, owner, fence, next.get().state(), lease));
        });
    }

    /** Makes the lease longer and asks whether to go on. */
    public Heartbeat heartbeat(Lease held) {
        return inTransaction("the heartbeat of run " + held.run(), connection -> {
            Optional<RunState> state = QueueSql.beat(connection, held);
            if (state.isEmpty()) {
                return Heartbeat.LOST;
            }
            return state.get() == RunState.CANCELLING ? Heartbeat.CANCELLING : Heartbeat.HELD;
        });
    }

    /**
     * Ends a run whose work is done; one that is being cancelled ends as cancelled.
     *
     * @return the final state
     * @throws OwnershipLostException if somebody else owns it; nothing was written
     */
    public RunState complete(Lease held) {
        return end(held, RunState.SUCCEEDED, null);
    }

    /** Ends a run that can't go on, with the reason a person will read. */
    public RunState fail(Lease held, String reason) {
        return end(held, RunState.FAILED, reason);
    }

    /** Ends a run that was asked to stop. */
    public RunState cancelled(Lease held, String reason) {
        return end(held, RunState.CANCELLED, reason);
    }

    /** Lets go of a run that is not finished, at a clean shutdown: whoever asks next takes it over at once. */
    public void release(Lease held) {
        inTransaction("releasing run " + held.run(), connection -> {
            QueueSql.expire(connection, held);
            return true;
        });
    }

    private RunState end(Lease held, RunState wanted, @Nullable String reason) {
        return inTransaction("ending run " + held.run(), connection -> {
            // The run's row first, as in a claim, so that the two never wait for each other.
            RunState current = changes.locked(connection, held.run()).orElseThrow();
            if (!QueueSql.lockOwner(connection, held)) {
                throw new OwnershipLostException("run " + held.run() + " is no longer owned by " + held.owner()
                        + " with fence " + held.fence() + "; it was not ended");
            }
            RunState to = RunTransitions.ending(current, wanted);
            if (!changes.move(connection, held.run(), to, reason)) {
                throw new IllegalStateException(
                        "run " + held.run() + " is " + current.word() + " and can't become " + to.word());
            }
            QueueSql.forgetProgress(connection, held.run());
            // Without an owner row no unit can be committed any more: nothing is written after a final state.
            QueueSql.removeOwner(connection, held.run());
            return to;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new QueueException(what + " failed: " + e.getMessage(), e);
        }
    }
}
