package dev.cairn.queue;

import dev.cairn.ids.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Decides whether one more run may start, by pool and by owner. Counting locks the row of the limit, so that two claims
 * never both take the last place. Without a limit nothing is locked.
 */
final class Admission {
    private Admission() {}

    /**
     * A queued run, locked.
     *
     * @param isOpen whether the gates of pool and queue are open
     */
    record Queued(
            RunId run,
            String pool,
            String owner,
            int trainingSlots,
            boolean isOpen,
            boolean poolHasLimit,
            boolean ownerHasLimit) {}

    private static final String QUEUED = """
            select r.id, r.pool, r.owner, r.training_slots,
                p.state = 'open' and (select state from queue_control) = 'open' as is_open,
                p.training_slots is not null as pool_has_limit, q.max_running is not null as owner_has_limit
            from run r join pool p on p.name = r.pool left join quota q on q.owner = r.owner
            """;

    private static final String CLAIMABLE =
            " and r.state = 'queued' and (r.not_before is null or r.not_before <= now())\n";

    /** Locks a queued run; empty if it is no longer queued, or if another transaction holds its row. */
    static Optional<Queued> lock(Handle handle, RunId run) {
        return handle.createQuery(QUEUED + "where r.id = :run" + CLAIMABLE + "for no key update of r skip locked")
                .bind("run", run.value())
                .map(Admission::queued)
                .findOne();
    }

    /** Locks the first of some runs that is queued and whose row no other transaction holds. */
    static Optional<Queued> lockFirst(Handle handle, List<RunId> runs) {
        return handle.createQuery(
                        QUEUED + "join unnest(:runs) with ordinality as wanted(run, place) on wanted.run = r.id"
                                + " where true" + CLAIMABLE
                                + "order by wanted.place limit 1 for no key update of r skip locked")
                .bindArray("runs", Long.class, runs.stream().map(RunId::value).toList())
                .map(Admission::queued)
                .findOne();
    }

    private static Queued queued(ResultSet row, StatementContext context) throws SQLException {
        return new Queued(
                new RunId(row.getLong("id")),
                row.getString("pool"),
                row.getString("owner"),
                row.getInt("training_slots"),
                row.getBoolean("is_open"),
                row.getBoolean("pool_has_limit"),
                row.getBoolean("owner_has_limit"));
    }

    static boolean admits(Handle handle, Queued run) {
        return run.isOpen()
                && (!run.poolHasLimit() || poolHasRoom(handle, run))
                && (!run.ownerHasLimit() || ownerHasRoom(handle, run));
    }

    /** A run that needs more than the whole pool may start when the pool is empty. */
    private static boolean poolHasRoom(Handle handle, Queued run) {
        int limit = limit(handle, "select training_slots from pool where name = :name for no key update", run.pool());
        int used = count(
                handle,
                "select coalesce(sum(training_slots), 0) from run where pool = :name and state in ('running', 'pausing', 'cancelling')",
                run.pool());
        return used == 0 || used + run.trainingSlots() <= limit;
    }

    private static boolean ownerHasRoom(Handle handle, Queued run) {
        int limit = limit(handle, "select max_running from quota where owner = :name for no key update", run.owner());
        int used = count(
                handle,
                "select count(*) from run where owner = :name and state in ('running', 'pausing', 'cancelling')",
                run.owner());
        return used < limit;
    }

    /** Reads a limit. Its row may have been deleted in the meantime: then there is no limit. */
    private static int limit(Handle handle, String query, String name) {
        return handle.createQuery(query)
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .orElse(Integer.MAX_VALUE);
    }

    private static int count(Handle handle, String query, String name) {
        return handle.createQuery(query).bind("name", name).mapTo(Integer.class).one();
    }
}
