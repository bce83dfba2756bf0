package dev.cairn.queue;

import dev.cairn.experiments.RunId;
import dev.cairn.experiments.RunState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The SQL of run_owner and run_heartbeat. */
final class QueueSql {
    private QueueSql() {}

    /** A run somebody may take, locked against others who look. */
    record Claimable(RunId run, RunState state) {}

    /** Not {@code for update}: units that are being committed hold a key share of their run's row. */
    static Optional<Claimable> lockNext(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select r.id, r.state from run r
                        where r.state = 'queued'
                            or (r.state in ('running', 'cancelling') and not exists (
                                select 1 from run_heartbeat h where h.run_id = r.id and h.lease_until > now()))
                        order by r.id limit 1 for no key update of r skip locked""");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Claimable(new RunId(row.getLong(1)), RunState.of(row.getString(2))))
                    : Optional.empty();
        }
    }

    /** Asked again once the run is locked, since the snapshot that found it may be older than another's claim. */
    static boolean isHeld(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from run_heartbeat where run_id = ? and lease_until > clock_timestamp()")) {
            select.setLong(1, run.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The new fence; waits for a commit of the owner before, which holds its row. */
    static long takeOver(Connection connection, RunId run, String owner, Duration lease) throws SQLException {
        long fence;
        try (PreparedStatement own = connection.prepareStatement("""
                insert into run_owner as o (run_id, owner, fence) values (?, ?, 1)
                on conflict (run_id) do update set owner = excluded.owner, fence = o.fence + 1 returning fence""")) {
            own.setLong(1, run.value());
            own.setString(2, owner);
            try (ResultSet row = own.executeQuery()) {
                row.next();
                fence = row.getLong(1);
            }
        }
        try (PreparedStatement beat = connection.prepareStatement("""
                insert into run_heartbeat (run_id, fence, lease_until)
                values (?, ?, clock_timestamp() + make_interval(secs => ?))
                on conflict (run_id) do update set fence = excluded.fence, lease_until = excluded.lease_until""")) {
            beat.setLong(1, run.value());
            beat.setLong(2, fence);
            beat.setDouble(3, lease.toMillis() / 1000.0);
            beat.executeUpdate();
        }
        return fence;
    }

    /** The run's state, absent if it is not owned like that any more; the fence stands in the row that is locked. */
    static Optional<RunState> beat(Connection connection, Lease held) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run_heartbeat h set lease_until = clock_timestamp() + make_interval(secs => ?)
                from run r where h.run_id = ? and h.fence = ? and r.id = h.run_id
                returning r.state""")) {
            update.setDouble(1, held.length().toMillis() / 1000.0);
            update.setLong(2, held.run().value());
            update.setLong(3, held.fence());
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(RunState.of(row.getString(1))) : Optional.empty();
            }
        }
    }

    static void expire(Connection connection, Lease held) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update run_heartbeat set lease_until = '-infinity' where run_id = ? and fence = ?")) {
            update.setLong(1, held.run().value());
            update.setLong(2, held.fence());
            update.executeUpdate();
        }
    }

    static boolean lockOwner(Connection connection, Lease held) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from run_owner where run_id = ? and owner = ? and fence = ? for update")) {
            select.setLong(1, held.run().value());
            select.setString(2, held.owner());
            select.setLong(3, held.fence());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static void removeOwner(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from run_owner where run_id = ?")) {
            delete.setLong(1, run.value());
            delete.executeUpdate();
        }
    }

    static void forgetProgress(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from unit_progress where run_id = ?")) {
            delete.setLong(1, run.value());
            delete.executeUpdate();
        }
    }
}
