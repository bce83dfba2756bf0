package dev.cairn.testing;

import dev.cairn.jdbc.JdbcRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether two runs left equal rows: every column that is not marked 'observed'. Files are
 * compared by sha256, since paths are observed.
 */
public final class Comparison {
    /** Tables that record what happened on the way, not results. */
    private static final Set<String> NO_RESULT =
            Set.of("run_event", "run_owner", "run_heartbeat", "unit_progress", "run_dependency", "named_hard_set");

    private static final int SHOWN = 5;

    /** What an engine's log-probabilities decide; their last digits depend on which requests share a step of vLLM. */
    private static final Set<String> OF_REAL_ENGINES =
            Set.of("training_step.mismatch_mean", "training_step.mismatch_max");

    private final JdbcRunner a;
    private final JdbcRunner b;
    private final Set<String> leftOut;

    public Comparison(JdbcRunner a, JdbcRunner b) {
        this(a, b, Set.of());
    }

    private Comparison(JdbcRunner a, JdbcRunner b, Set<String> leftOut) {
        this.a = a;
        this.b = b;
        this.leftOut = leftOut;
    }

    /** Both runs in one database. */
    public Comparison(JdbcRunner database) {
        this(database, database);
    }

    /** Both runs in one database, on real engines. */
    public static Comparison onRealEngines(JdbcRunner database) {
        return new Comparison(database, database, OF_REAL_ENGINES);
    }

    /** What differs, a line each; empty when the two are equal. */
    public List<String> differences(long runA, long runB) {
        List<String> differences = new ArrayList<>();
        for (String table : tables(a)) {
            String query = query(table);
            List<String> rowsA = texts(a, query, runA);
            List<String> rowsB = texts(b, query, runB);
            if (!rowsA.equals(rowsB)) {
                differences.add(table + ": " + rowsA.size() + " and " + rowsB.size() + " rows"
                        + onlyIn("first", rowsA, rowsB) + onlyIn("second", rowsB, rowsA));
            }
        }
        return differences;
    }

    /** The tables that are compared. */
    public List<String> comparedTables() {
        return tables(a);
    }

    /** The columns left out, as {@code table.column}. */
    public static List<String> observedColumns(JdbcRunner database) {
        return texts(database, """
                select c.relname || '.' || a.attname from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                    and col_description(c.oid, a.attnum) like 'observed%'
                order by 1""");
    }

    private static List<String> tables(JdbcRunner database) {
        return texts(database, """
                        select c.relname from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attname = 'run_id' and not a.attisdropped
                        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                            and not c.relispartition
                        order by 1""").stream()
                .filter(table -> !NO_RESULT.contains(table))
                .toList();
    }

    private static List<String> texts(JdbcRunner database, String query, Object... arguments) {
        return database.call(
                "comparing runs",
                handle -> handle.select(query, arguments).mapTo(String.class).list());
    }

    private String query(String table) {
        List<String> columns = texts(a, """
                select quote_ident(attname) from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attname <> 'run_id'
                    and coalesce(col_description(attrelid, attnum), '') not like 'observed%'
                order by attnum""", table).stream()
                .filter(column -> !leftOut.contains(table + "." + column))
                .toList();
        return "select row_to_json(x)::text from (select " + String.join(", ", columns) + " from " + table
                + " where run_id = ?) x order by 1";
    }

    private static String onlyIn(String which, List<String> rows, List<String> others) {
        Set<String> only = new TreeSet<>(rows);
        others.forEach(only::remove);
        return only.isEmpty()
                ? ""
                : "; only in the " + which + ": " + only.stream().limit(SHOWN).toList()
                        + (only.size() > SHOWN ? " ..." : "");
    }
}
