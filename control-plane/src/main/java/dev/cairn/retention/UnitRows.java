package dev.cairn.retention;

import dev.cairn.spec.RetentionRule.Keep;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The texts and points of one unit of a run that a rule does not keep. */
final class UnitRows {
    private static final String PROMOTED = """
            exists (select from promotion p join run_unit u on u.run_id = p.run_id and u.unit = :unit
                where p.promoted and (u.run_id = :run or u.inherited_from = :run) and p.t = :t and p.best_set = %s)""";

    private UnitRows() {}

    /** The next units after one that a run made itself. */
    static List<String> after(Handle handle, long run, String unit, int limit) {
        return handle.createQuery("""
                        select unit from run_unit where run_id = :run and inherited_from is null and unit > :unit
                        order by unit limit :limit""")
                .bind("run", run)
                .bind("unit", unit)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /** Deletes what a rule does not keep of a unit. */
    static Removed delete(Handle handle, RemovedKind kind, Keep keep, long run, String unit) {
        String statement = switch (kind) {
            case ROLLOUT_TEXT -> "delete from rollout_text x using rollout r where " + texts(keep);
            case METRIC_POINTS -> "delete from metric_point x where " + points(keep);
            case ADAPTERS, EXPERIMENT -> throw new IllegalArgumentException(kind + " has no rows of units");
        };
        return removed(
                handle.createQuery("with gone as (" + statement + " returning " + size(kind) + " as size)"
                        + " select count(*) as rows, coalesce(sum(size), 0) as bytes from gone"),
                keep,
                run,
                unit);
    }

    /** Counts what a rule does not keep of a unit. */
    static Removed count(Handle handle, RemovedKind kind, Keep keep, long run, String unit) {
        String tables = switch (kind) {
            case ROLLOUT_TEXT -> "rollout_text x, rollout r where " + texts(keep);
            case METRIC_POINTS -> "metric_point x where " + points(keep);
            case ADAPTERS, EXPERIMENT -> throw new IllegalArgumentException(kind + " has no rows of units");
        };
        return removed(
                handle.createQuery(
                        "select count(*) as rows, coalesce(sum(" + size(kind) + "), 0) as bytes from " + tables),
                keep,
                run,
                unit);
    }

    /** A row's content in bytes. */
    private static String size(RemovedKind kind) {
        return switch (kind) {
            case ROLLOUT_TEXT -> "octet_length(x.text)";
            case METRIC_POINTS -> "octet_length(x.unit) + octet_length(x.name) + 20";
            case ADAPTERS, EXPERIMENT -> throw new IllegalArgumentException(kind + " has no rows of units");
        };
    }

    private static String texts(Keep keep) {
        String kept = switch (keep) {
            case ALL -> "true";
            case SAMPLED -> "r.purpose in ('WRITE', 'WRITE_ANSWER') or (r.seed + r.sample) % 16 = 0";
            case PROMOTED ->
                PROMOTED.formatted(
                        "case when r.purpose in ('WRITE', 'WRITE_ANSWER') then r.prompt_index else :set end");
            case NONE -> "false";
        };
        return "x.run_id = :run and x.unit = :unit and r.run_id = :run and r.unit = :unit"
                + " and r.ordinal = x.ordinal and not (" + kept + ")";
    }

    private static String points(Keep keep) {
        String kept = switch (keep) {
            case ALL -> "true";
            case SAMPLED -> "x.step % 16 = 0";
            case PROMOTED -> PROMOTED.formatted(":set");
            case NONE -> "false";
        };
        return "x.run_id = :run and x.unit = :unit and not (" + kept + ")";
    }

    private static Removed removed(Query query, Keep keep, long run, String unit) {
        query.bind("run", run).bind("unit", unit);
        if (keep == Keep.PROMOTED) {
            UnitOfSet of = UnitOfSet.of(unit);
            query.bind("t", of.outerStep()).bind("set", of.set());
        }
        return query.map((row, context) -> new Removed(row.getLong("rows"), 0, row.getLong("bytes")))
                .one();
    }

    /**
     * Where a unit belongs.
     *
     * @param outerStep -1 outside of outer steps
     * @param set the question set, -1 in units of all sets
     */
    private record UnitOfSet(int outerStep, int set) {
        static UnitOfSet of(String unit) {
            String[] parts = unit.split("/", -1);
            if (!parts[0].equals("t")) {
                return new UnitOfSet(-1, -1);
            }
            return new UnitOfSet(Integer.parseInt(parts[1]), parts.length > 3 ? Integer.parseInt(parts[3]) : -1);
        }
    }
}
