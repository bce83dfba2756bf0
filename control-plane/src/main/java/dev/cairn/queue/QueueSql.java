package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The SQL of run_owner and run_heartbeat. */
final class QueueSql {
    /** Owns what nobody works on, so that the fence of the last owner is spent. */
    static final String NOBODY = "";

    private QueueSql() {}

    /** The new fence; waits for a commit of the owner before, which holds its row. */
    static long takeOver(Connection connection, RunId run, String owner, Duration lease) throws SQLException {
        try (PreparedStatement own = connection.prepareStatement("""
                with own as (
                    insert into run_owner as o (run_id, owner, fence) values (?, ?, 1)
                    on conflict (run_id) do update set owner = excluded.owner, fence = o.fence + 1
                    returning run_id, fence)
                insert into run_heartbeat (run_id, fence, lease_until)
                select run_id, fence, clock_timestamp() + make_interval(secs => ?) from own
                on conflict (run_id) do update set fence = excluded.fence, lease_until = excluded.lease_until
                returning fence""")) {
            own.setLong(1, run.value());
            own.setString(2, owner);
            own.setDouble(3, lease.toMillis() / 1000.0);
            try (ResultSet row = own.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** What a heartbeat finds; the fence stands in the row that is locked. */
    record Beat(RunState state, boolean draining) {}

    static Optional<Beat> beat(Connection connection, Lease held) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run_heartbeat h set lease_until = clock_timestamp() + make_interval(secs => ?)
                from run r join pool p on p.name = r.pool where h.run_id = ? and h.fence = ? and r.id = h.run_id
                returning r.state, p.state = 'draining' or (select state from queue_control) = 'draining'""")) {
            update.setDouble(1, held.length().toMillis() / 1000.0);
            update.setLong(2, held.run().value());
            update.setLong(3, held.fence());
            try (ResultSet row = update.executeQuery()) {
                return row.next()
                        ? Optional.of(new Beat(RunState.of(row.getString(1)), row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Whether it was held like that; without its row no unit of the run can be committed, nor heartbeat given. Its live
     * progress goes too.
     */
    static boolean removeOwner(Connection connection, Lease held) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                with gone as (delete from run_owner where run_id = ? and owner = ? and fence = ? returning run_id),
                    progress as (delete from unit_progress p using gone g where p.run_id = g.run_id)
                select 1 from gone""")) {
            delete.setLong(1, held.run().value());
            delete.setString(2, held.owner());
            delete.setLong(3, held.fence());
            try (ResultSet row = delete.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Ends whatever ownership a run has that is final now. */
    static void removeAnyOwner(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from run_owner where run_id = ?")) {
            delete.setLong(1, run.value());
            delete.executeUpdate();
        }
    }

    /**
     * Takes a run from its owner for nobody.
     *
     * @return the fence that is spent now; absent if it was not held with the fence given
     */
    static OptionalLong disown(Connection connection, RunId run, long fence) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with spent as (
                    update run_owner set owner = ?, fence = fence + 1 where run_id = ? and fence = ? returning run_id)
                delete from run_heartbeat h using spent s where h.run_id = s.run_id returning h.fence""")) {
            update.setString(1, NOBODY);
            update.setLong(2, run.value());
            update.setLong(3, fence);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** A run whose owner let its lease run out. */
    record Expired(RunId run, String owner, long fence) {}

    static List<Expired> expired(Connection connection, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select h.run_id, o.owner, h.fence from run_heartbeat h join run_owner o using (run_id)
                where h.lease_until < clock_timestamp() order by h.lease_until limit ?""")) {
            select.setInt(1, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Expired> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Expired(new RunId(rows.getLong(1)), rows.getString(2), rows.getLong(3)));
                }
                return found;
            }
        }
    }

    /** Asked again once the run is locked, since a heartbeat may have come meanwhile. */
    static boolean isExpired(Connection connection, Expired run) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select 1 from run_heartbeat where run_id = ? and fence = ? and lease_until < clock_timestamp()
                for update""")) {
            select.setLong(1, run.run().value());
            select.setLong(2, run.fence());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Counts a claim that ended in trouble: those in a row without a finished unit under their fence. */
    static int stalled(Connection connection, RunId run, long fence) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run set stalls = case
                    when exists (select 1 from run_unit u where u.run_id = run.id and u.fence = ?) then 1 else stalls + 1 end
                where id = ? returning stalls""")) {
            update.setLong(1, fence);
            update.setLong(2, run.value());
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    static void notBefore(Connection connection, RunId run, Duration delay) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update run set not_before = now() + make_interval(secs => ?) where id = ?")) {
            update.setDouble(1, delay.toMillis() / 1000.0);
            update.setLong(2, run.value());
            update.executeUpdate();
        }
    }

    static void forgetProgress(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from unit_progress where run_id = ?")) {
            delete.setLong(1, run.value());
            delete.executeUpdate();
        }
    }
}
