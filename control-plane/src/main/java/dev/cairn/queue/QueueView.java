package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.Cursor;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Shows the queue: the order of its runs, and why a run is waiting. */
@Singleton
public final class QueueView {
    private static final String LIST = "queue";

    private static final String SHOWN = """
            select r.id, r.experiment_id, e.name as experiment_name, r.name, r.state, r.owner, r.pool, r.priority, r.training_slots,
                r.created_at, coalesce((select v.created_at from run_event v where v.run_id = r.id and v.kind = 'run.state'
                    order by v.id desc limit 1), r.created_at) as waiting_since, s.ahead, s.before_it, case when r.not_before > now() then r.not_before end as not_before, r.reason,
                (select string_agg(d.name || ' (' || d.state || ')', ', ' order by d.ordinal) from run_dependency e
                    join run d on d.id = e.depends_on where e.run_id = r.id and d.state <> 'succeeded')
                    as open_dependencies
            from shown s join run r on r.id = s.id join experiment e on e.id = r.experiment_id order by s.place, r.id""";

    /** The order of {@link Candidates}, including runs that cannot be claimed now. */
    private static final String QUEUED = """
            with owners as (
                select owner, count(*) as running from run
                where state in ('running', 'pausing', 'cancelling') group by owner),
            turns as (
                select r.id, r.pool, r.priority, coalesce(o.running, 0)
                    + row_number() over (partition by r.priority, r.owner order by r.id) as turn
                from run r left join owners o on o.owner = r.owner where r.state = 'queued'),
            places as (
                select id, priority, turn, (row_number() over in_pool)::int - 1 as ahead, lag(id) over in_pool as before_it
                from turns window in_pool as (partition by pool order by priority desc, turn, id)),
            shown as (
                select id, ahead, before_it, row_number() over (order by priority desc, turn, id) as place
                from places where :all or id = any (:runs) order by priority desc, turn, id limit :limit offset :offset)
            """ + SHOWN;

    private static final String NOT_YET = """
            with shown as (
                select id, null::int as ahead, null::bigint as before_it, 0 as place from run
                where ended_at is null and state in ('waiting', 'paused') and (:all or id = any (:runs))
                order by id limit :limit offset :offset)
            """ + SHOWN;

    private final JdbcRunner jdbc;

    public QueueView(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** @param cursor {@link QueuePage#next} of the page before; positions change, so each page shows its own moment */
    public QueuePage page(int limit, @Nullable String cursor) {
        int from = cursor == null ? 0 : Cursor.index(LIST, cursor);
        return jdbc.inTransaction("reading the queue", handle -> {
            QueueSnapshot now = QueueSnapshot.read(handle);
            Counts counts = counts(handle);
            List<QueuedRun> found = new ArrayList<>(read(handle, now, QUEUED, List.of(), limit + 1, from));
            if (found.size() <= limit) {
                int others = (int) Math.max(0, from - counts.queued());
                found.addAll(read(handle, now, NOT_YET, List.of(), limit + 1 - found.size(), others));
            }
            boolean more = found.size() > limit;
            return new QueuePage(
                    now.gate(),
                    counts.queued(),
                    counts.blocked(),
                    counts.inProgress(),
                    more ? found.subList(0, limit) : found,
                    more ? Cursor.after(LIST, from + limit) : null);
        });
    }

    /** How much waits, without the runs themselves except the one that may be claimed and has waited longest. */
    public QueueDepth depth() {
        return jdbc.inTransaction("reading the depth of the queue", handle -> {
            QueueSnapshot now = QueueSnapshot.read(handle);
            Counts counts = counts(handle);
            QueuedRun oldest = counts.queued() == 0
                    ? null
                    : oldest(handle)
                            .flatMap(run -> read(handle, now, QUEUED, List.of(run), 1, 0).stream()
                                    .findFirst())
                            .orElse(null);
            return new QueueDepth(now.gate(), counts.queued(), counts.blocked(), counts.inProgress(), oldest);
        });
    }

    /** Among the 1,000 that were submitted first, so that a long queue costs no more. */
    private static Optional<RunId> oldest(Handle handle) {
        return handle.createQuery("""
                        select r.id from (select id, created_at from run where state = 'queued' order by id limit 1000) r
                            left join lateral (
                                select v.created_at from run_event v where v.run_id = r.id and v.kind = 'run.state'
                                order by v.id desc limit 1) v on true
                        order by coalesce(v.created_at, r.created_at), r.id limit 1""").mapTo(Long.class).findOne().map(RunId::new);
    }

    /** Numbers of runs that are queued, that cannot be claimed yet, and that are in progress. */
    private record Counts(long queued, long blocked, long inProgress) {}

    private static Counts counts(Handle handle) {
        return handle.createQuery("""
                        select count(*) filter (where state = 'queued') as queued,
                            count(*) filter (where state in ('waiting', 'paused')) as blocked,
                            count(*) filter (where state in ('running', 'pausing', 'cancelling')) as in_progress
                        from run where ended_at is null""")
                .map((row, context) ->
                        new Counts(row.getLong("queued"), row.getLong("blocked"), row.getLong("in_progress")))
                .one();
    }

    /** One run's position in the queue; empty if it is not queued. */
    public Optional<QueuedRun> find(RunId run) {
        return find(List.of(run)).stream().findFirst();
    }

    /** The positions of those runs that are in the queue, in its order. */
    List<QueuedRun> find(List<RunId> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return jdbc.inTransaction("reading the places of runs", handle -> {
            QueueSnapshot now = QueueSnapshot.read(handle);
            return Stream.of(QUEUED, NOT_YET)
                    .flatMap(query -> read(handle, now, query, runs, runs.size(), 0).stream())
                    .toList();
        });
    }

    /**
     * Why the first queued run of each of these experiments is waiting, without its place in the queue. Experiments with
     * a run in progress have none.
     */
    public Map<ExperimentId, String> waitReasons(List<ExperimentId> experiments) {
        return jdbc.call("reading why experiments wait", handle -> {
            List<Waiting> waiting = handle.createQuery("""
                            select distinct on (r.experiment_id) r.experiment_id, r.pool, r.owner, r.training_slots, r.reason,
                                case when r.not_before > now() then r.not_before end as not_before
                            from run r where r.experiment_id = any (:experiments) and r.state = 'queued'
                                and not exists (select from run o where o.experiment_id = r.experiment_id
                                    and o.state in ('running', 'pausing', 'cancelling'))
                            order by r.experiment_id, r.id""")
                    .bindArray(
                            "experiments",
                            Long.class,
                            experiments.stream().map(ExperimentId::value).toList())
                    .map((row, context) -> Waiting.of(row))
                    .list();
            if (waiting.isEmpty()) {
                return Map.of();
            }
            QueueSnapshot now = QueueSnapshot.read(handle);
            return waiting.stream().collect(Collectors.toMap(Waiting::experiment, one -> one.reason(now)));
        });
    }

    /** @param runs those to read; none for all */
    private static List<QueuedRun> read(
            Handle handle, QueueSnapshot now, String query, List<RunId> runs, int limit, int offset) {
        return handle.createQuery(query)
                .bind("all", runs.isEmpty())
                .bindArray("runs", Long.class, runs.stream().map(RunId::value).toList())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> queued(row, now))
                .list();
    }

    private static QueuedRun queued(ResultSet row, QueueSnapshot now) throws SQLException {
        RunState state = RunState.of(row.getString("state"));
        Integer ahead = row.getObject("ahead", Integer.class);
        Long before = row.getObject("before_it", Long.class);
        return new QueuedRun(
                new RunId(row.getLong("id")),
                new ExperimentId(row.getLong("experiment_id")),
                row.getString("experiment_name"),
                row.getString("name"),
                state,
                row.getString("owner"),
                row.getString("pool"),
                row.getInt("priority"),
                row.getInt("training_slots"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "waiting_since"),
                ahead,
                before == null ? null : new RunId(before),
                waitReason(row, state, ahead, now));
    }

    private static WaitReason waitReason(ResultSet row, RunState state, @Nullable Integer ahead, QueueSnapshot now)
            throws SQLException {
        @Nullable String reason = row.getString("reason");
        if (state == RunState.PAUSED) {
            return new WaitReason(
                    WaitReasonCode.PAUSED, (reason == null ? "paused" : reason) + "; resume it to continue");
        }
        if (ahead == null) {
            return new WaitReason(WaitReasonCode.DEPENDENCIES, "waiting for " + row.getString("open_dependencies"));
        }
        return now.waitReason(
                row.getString("pool"),
                row.getString("owner"),
                row.getInt("training_slots"),
                ahead,
                Columns.instantOrNull(row, "not_before"),
                reason);
    }
}
