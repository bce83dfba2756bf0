package dev.cairn.metrics;

import dev.cairn.experiments.RunState;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.QueueSettings;
import java.util.Arrays;
import java.util.List;

/** Reads all levels in one read-only transaction. */
final class LevelsSql {
    /** Every pool with every open state, so that a count that drops to nothing shows as 0. */
    private static final String DEPTHS = """
            with found as (
                select pool, state, count(*) as runs,
                    extract(epoch from now() - min(created_at) filter (where not_before is null or not_before <= now()))
                        as oldest
                from run where state = any (:states) group by pool, state)
            select p.name, s.state, coalesce(f.runs, 0) as runs, coalesce(f.oldest, 0) as oldest
            from pool p cross join unnest(:states::text[]) as s(state)
                left join found f on f.pool = p.name and f.state = s.state""";

    /** A lease stores its expiry, so its age is its length minus the time left. */
    private static final String SINGLES = """
            select (select greatest(max(extract(epoch from clock_timestamp() - lease_until) + :lease), 0) from run_heartbeat)
                    as lease_age,
                (select count(*) from run_event where position is null) as unpublished,
                (select count(*) from control_plane where seen_at > now() - make_interval(secs => :deadAfter))
                    as planes""";

    private static final List<String> OPEN_STATES = Arrays.stream(RunState.values())
            .filter(state -> !state.isFinal())
            .map(RunState::wireName)
            .toList();

    private LevelsSql() {}

    static Levels read(JdbcRunner jdbc, QueueSettings queue) {
        return jdbc.rolledBack("reading levels", handle -> {
            handle.execute("set transaction read only");
            handle.execute("set local statement_timeout = '4s'");
            List<Levels.Depth> depths = handle.createQuery(DEPTHS)
                    .bindArray("states", String.class, OPEN_STATES)
                    .map((row, context) -> new Levels.Depth(
                            row.getString("name"),
                            RunState.of(row.getString("state")),
                            row.getLong("runs"),
                            row.getDouble("oldest")))
                    .list();
            return handle.createQuery(SINGLES)
                    .bind("lease", queue.lease().toMillis() / 1000.0)
                    .bind("deadAfter", ControlPlanes.DEAD_AFTER.toMillis() / 1000.0)
                    .map((row, context) -> new Levels(
                            depths, row.getDouble("lease_age"), row.getLong("unpublished"), row.getInt("planes")))
                    .one();
        });
    }
}
