package dev.cairn.results.metrics;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.results.ResultReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads series of several runs together: their names, and their curves, thinned by the database. */
@Singleton
public final class CurveReader {
    /** Names that trainers added are found one by one in the index, since a run may have millions of points. */
    private static final String NAMES = """
            with recursive maker as (
                select r.id as run, r.id as maker from unnest(:runs) r (id)
                union
                select u.run_id, u.inherited_from from run_unit u
                where u.run_id = any (:heirs) and u.inherited_from is not null),
            named as (
                select r.maker as run, (select min(m.name) from metric_point m where m.run_id = r.maker) as name
                from (select distinct maker from maker) r
                union all
                select n.run, (select min(m.name) from metric_point m where m.run_id = n.run and m.name > n.name)
                from named n where n.name is not null),
            role as (
                select r.id as run, v.role from unnest(:runs) r (id) cross join (values ('student'), ('teacher')) v (role)
                cross join lateral (select from training_step s where s.run_id = r.id and s.role = v.role limit 1) found)
            select name, count(distinct run) as runs from (
                select m.run, n.name from maker m join named n on n.run = m.maker where n.name is not null
                union all
                select r.run, r.role || '/' || f.name from role r cross join unnest(:steps) f (name)
                where r.role = 'student' or f.name not in ('mean_reward', 'share_correct')
                union all
                select r.id, 'outer/' || f.name from unnest(:runs) r (id) cross join unnest(:outer) f (name)
                where exists (select from promotion p where p.run_id = r.id)) found
            group by name order by name collate "C\"""";

    private final JdbcRunner jdbc;

    public CurveReader(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** The names of all series of some runs. */
    public List<MetricName> names(List<Long> runs) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(NAMES)
                        .bindArray("runs", Long.class, runs)
                        .bindArray("heirs", Long.class, heirs(handle, runs))
                        .bindArray("steps", String.class, CurveSql.stepFigures())
                        .bindArray("outer", String.class, CurveSql.outerFigures())
                        .map((row, context) -> new MetricName(row.getString("name"), row.getInt("runs")))
                        .list());
    }

    /**
     * One series of some runs; runs without points on the axis are left out.
     *
     * @param most entries of a curve at most
     */
    public List<MetricCurve> curves(List<Long> runs, String name, CurveAxis axis, int most) {
        Map<Long, Entries> byRun = new LinkedHashMap<>();
        jdbc.call(ResultReader.READING, handle -> {
            List<Long> heirs = heirs(handle, runs);
            return handle.createQuery(thinned(CurveSql.points(name, axis)))
                    .bindArray("runs", Long.class, runs)
                    .bindArray("heirs", Long.class, heirs)
                    .bindArray("makers", Long.class, makers(handle, heirs))
                    .bindArray(
                            "others",
                            Long.class,
                            runs.stream().filter(run -> !heirs.contains(run)).toList())
                    .bind("name", name)
                    .bind("most", most)
                    .map((row, context) -> {
                        Entries entries = byRun.computeIfAbsent(row.getLong("run_id"), ignored -> new Entries());
                        entries.width = row.getInt("width");
                        entries.at.add(row.getInt("start"));
                        entries.mean.add(row.getDouble("mean"));
                        entries.low.add(row.getDouble("low"));
                        entries.high.add(row.getDouble("high"));
                        entries.counts.add(row.getLong("points"));
                        return true;
                    })
                    .list();
        });
        return byRun.entrySet().stream()
                .map(each -> each.getValue().curve(each.getKey(), name))
                .toList();
    }

    /** The entries of curves, from a query of their points. */
    private static String thinned(String points) {
        return """
                with point as materialized (%s),
                width as (
                    select min(place) as first, greatest(1, ceil((max(place) - min(place) + 1)::numeric / :most))::int as width
                    from point where value is not null)
                select p.run_id, w.width, w.first + (p.place - w.first) / w.width * w.width as start, avg(p.value) as mean,
                    min(p.value) as low, max(p.value) as high, count(*) as points
                from point p cross join width w where p.place is not null and p.value is not null
                group by p.run_id, w.width, start order by p.run_id, start""".formatted(points);
    }

    /** Runs that took over units of others. */
    private static List<Long> heirs(Handle handle, List<Long> runs) {
        return handle.createQuery("select id from run where id = any (:runs) and inherits")
                .bindArray("runs", Long.class, runs)
                .mapTo(Long.class)
                .list();
    }

    /** Looked up first: with them the database plans for the partitions of these runs alone. */
    private static List<Long> makers(Handle handle, List<Long> heirs) {
        return handle.createQuery(
                        "select distinct coalesce(inherited_from, run_id) from run_unit where run_id = any (:heirs)")
                .bindArray("heirs", Long.class, heirs)
                .mapTo(Long.class)
                .list();
    }

    /** A curve while it is read. */
    private static final class Entries {
        private final List<Integer> at = new ArrayList<>();
        private final List<Double> mean = new ArrayList<>();
        private final List<Double> low = new ArrayList<>();
        private final List<Double> high = new ArrayList<>();
        private final List<Long> counts = new ArrayList<>();
        private int width;

        MetricCurve curve(long run, String name) {
            long points = counts.stream().mapToLong(Long::longValue).sum();
            return new MetricCurve(run, name, points, width, at, mean, low, high, counts);
        }
    }
}
