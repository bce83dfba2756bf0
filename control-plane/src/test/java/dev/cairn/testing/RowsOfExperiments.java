package dev.cairn.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of experiments in every table that has a column for an experiment or a run, as the catalogue has it. */
public final class RowsOfExperiments {
    /** Every table's columns that refer to an experiment or a run, or are named so; partitions are left to their parents. */
    private static final String COLUMNS = """
            select c.relname, a.attname, a.attname = 'experiment_id' or coalesce(k.confrelid = 'experiment'::regclass, false)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum]
                and k.confrelid in ('experiment'::regclass, 'run'::regclass)
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                and (a.attname in ('run_id', 'experiment_id') or k.oid is not null)
            union select 'experiment', 'id', true union select 'run', 'id', false
            order by 1, 2""";

    private final TestDatabase database;

    public RowsOfExperiments(TestDatabase database) {
        this.database = database;
    }

    /**
     * Number of rows by {@code table.column}, without zeros.
     *
     * @param experiment id of an experiment
     * @param runs ids of its runs
     */
    public Map<String, Long> count(long experiment, List<Long> runs) {
        Map<String, Long> found = new TreeMap<>();
        columns().forEach((column, ofExperiment) -> {
            String[] parts = column.split("\\.", -1);
            String ids = ofExperiment
                    ? Long.toString(experiment)
                    : String.join(", ", runs.stream().map(String::valueOf).toList());
            long rows = database.number("select count(*) from %s where %s in (%s)".formatted(parts[0], parts[1], ids));
            if (rows > 0) {
                found.put(column, rows);
            }
        });
        return found;
    }

    private Map<String, Boolean> columns() {
        Map<String, Boolean> columns = new LinkedHashMap<>();
        for (String row : database.query(COLUMNS)) {
            String[] parts = row.split("\\|", -1);
            columns.put(parts[0] + "." + parts[1], parts[2].equals("t"));
        }
        return columns;
    }
}
