package dev.cairn.queue;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows the queue: what comes when, and why a run is not running. */
@Singleton
public final class QueueView {
    private static final String SHOWN = """
            select r.id, r.experiment_id, r.name, r.state, r.owner, r.pool, r.priority, r.students, r.created_at, s.ahead,
                s.before_it, case when r.not_before > now() then r.not_before end, r.reason,
                (select string_agg(d.name || ' (' || d.state || ')', ', ' order by d.ordinal) from run_dependency e
                    join run d on d.id = e.depends_on where e.run_id = r.id and d.state <> 'succeeded')
            from shown s join run r on r.id = s.id order by s.place, r.id""";

    /** The order of {@link Candidates}, with what can't be claimed now in its place too. */
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
                from places where ?::bigint is null or id = ? order by priority desc, turn, id limit ? offset ?)
            """ + SHOWN;

    private static final String NOT_YET = """
            with shown as (
                select id, null::int as ahead, null::bigint as before_it, 0 as place from run
                where ended_at is null and state in ('waiting', 'paused') and (?::bigint is null or id = ?)
                order by id limit ? offset ?)
            """ + SHOWN;

    private final Queries queries;

    public QueueView(DataSource database) {
        this.queries = new Queries(database);
    }

    /** @param cursor {@link QueuePage#next} of the page before; places move, so pages are of one moment each */
    public QueuePage page(int limit, @Nullable String cursor) {
        int from = cursor == null ? 0 : decode(cursor);
        return queries.inTransaction("reading the queue", connection -> {
            Situation now = Situation.read(connection);
            long[] counts = counts(connection);
            List<QueuedRun> found = read(connection, now, QUEUED, null, limit + 1, from);
            if (found.size() <= limit) {
                int others = (int) Math.max(0, from - counts[0]);
                found.addAll(read(connection, now, NOT_YET, null, limit + 1 - found.size(), others));
            }
            boolean more = found.size() > limit;
            return new QueuePage(
                    now.gate(),
                    counts[0],
                    counts[1],
                    counts[2],
                    more ? found.subList(0, limit) : found,
                    more ? encode(from + limit) : null);
        });
    }

    /** Runs that are queued, that can't be claimed yet, and that are in progress. */
    private static long[] counts(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("""
                        select count(*) filter (where state = 'queued'),
                            count(*) filter (where state in ('waiting', 'paused')),
                            count(*) filter (where state in ('running', 'pausing', 'cancelling'))
                        from run where ended_at is null""");
                ResultSet row = count.executeQuery()) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
        }
    }

    /** One run's place; empty if it is not in the queue. */
    public Optional<QueuedRun> place(RunId run) {
        return queries.inTransaction("reading the place of run " + run, connection -> {
            Situation now = Situation.read(connection);
            List<QueuedRun> found = read(connection, now, QUEUED, run, 1, 0);
            found.addAll(read(connection, now, NOT_YET, run, 1, 0));
            return found.stream().findFirst();
        });
    }

    private static List<QueuedRun> read(
            Connection connection, Situation now, String query, @Nullable RunId run, int limit, int offset)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setObject(1, run == null ? null : run.value(), Types.BIGINT);
            select.setObject(2, run == null ? null : run.value(), Types.BIGINT);
            select.setInt(3, limit);
            select.setInt(4, offset);
            List<QueuedRun> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(queued(rows, now));
                }
            }
            return found;
        }
    }

    private static QueuedRun queued(ResultSet row, Situation now) throws SQLException {
        RunState state = RunState.of(row.getString(4));
        Integer ahead = row.getObject(10, Integer.class);
        Long before = row.getObject(11, Long.class);
        return new QueuedRun(
                new RunId(row.getLong(1)),
                new ExperimentId(row.getLong(2)),
                row.getString(3),
                state,
                row.getString(5),
                row.getString(6),
                row.getInt(7),
                row.getInt(8),
                row.getTimestamp(9).toInstant(),
                ahead,
                before == null ? null : new RunId(before),
                why(row, state, ahead, now));
    }

    private static Why why(ResultSet row, RunState state, @Nullable Integer ahead, Situation now) throws SQLException {
        @Nullable String reason = row.getString(13);
        @Nullable String dependencies = row.getString(14);
        if (state == RunState.PAUSED) {
            return new Why(Why.Kind.PAUSED, (reason == null ? "paused" : reason) + "; resume it to continue");
        }
        if (ahead == null) {
            return new Why(Why.Kind.DEPENDENCIES, "waiting for " + dependencies);
        }
        Timestamp notBefore = row.getTimestamp(12);
        return now.why(
                row.getString(6),
                row.getString(5),
                row.getInt(8),
                ahead,
                notBefore == null ? null : notBefore.toInstant(),
                reason);
    }

    private static String encode(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("q:" + offset).getBytes(StandardCharsets.US_ASCII));
    }

    private static int decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int offset = text.startsWith("q:") ? Integer.parseInt(text.substring(2)) : -1;
            if (offset >= 0) {
                return offset;
            }
        } catch (IllegalArgumentException ignored) {
            // Told below in one way for every kind of damage.
        }
        throw new IllegalArgumentException("cursor is not one of this list; use \"next\" of the page before");
    }
}
