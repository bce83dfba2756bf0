package dev.cairn.retention;

import dev.cairn.spec.RetentionRule.Keep;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The files of an experiment's policies that a rule does not keep. The rows of the policies stay. */
final class AdapterFiles {
    /** Other experiments may take over a screening with its student v0, so that one always stays. */
    private static final String NEVER = """
            select p.path from policy p join run r on r.id = p.run_id
            where p.run_id = any (:runs) and r.kind = 'screen' and p.unit = 'init'""";

    /** The student after each decision, and the newest policy of each run and role, from which a run could start. */
    private static final String PROMOTED_AND_LAST = NEVER + """
             union select student_path from promotion where run_id = any (:runs)
            union (select distinct on (p.run_id, p.role) p.path from policy p join artifact a on a.path = p.path
                where p.run_id = any (:runs) and p.unit not like 't/%/trial/%'
                order by p.run_id, p.role, a.created_at desc)""";

    private static final String SAMPLED = PROMOTED_AND_LAST + """
             union select p.path from policy p where p.run_id = any (:runs)
                and case when p.unit like 't/%' or p.unit like 'segment/%'
                    then split_part(p.unit, '/', 2)::int % 16 = 0 else true end""";

    private AdapterFiles() {}

    /**
     * Marks files as removed.
     *
     * @return paths relative to the durable root, and their sizes
     */
    static List<File> remove(Handle handle, Keep keep, List<Long> runs, int most) {
        return files(handle.createQuery(
                        "update artifact set removed_at = now() where path in (select path from artifact where "
                                + which(keep) + " order by path limit :most) returning path, bytes")
                .bindArray("runs", Long.class, runs)
                .bind("most", most));
    }

    /** What would be removed. */
    static List<File> list(Handle handle, Keep keep, List<Long> runs) {
        return files(handle.createQuery("select path, bytes from artifact where " + which(keep))
                .bindArray("runs", Long.class, runs));
    }

    private static String which(Keep keep) {
        String kept = switch (keep) {
            case ALL -> "select path from artifact where run_id = any (:runs)";
            case SAMPLED -> SAMPLED;
            case PROMOTED -> PROMOTED_AND_LAST;
            case NONE -> NEVER;
        };
        return "run_id = any (:runs) and kind = 'checkpoint' and removed_at is null and path not in (" + kept + ")";
    }

    private static List<File> files(Query query) {
        return query.map((row, context) -> new File(row.getString("path"), row.getLong("bytes")))
                .list();
    }

    /**
     * Files of one policy.
     *
     * @param path relative to the durable root
     */
    record File(String path, long bytes) {}

    static Removed total(List<File> files) {
        return new Removed(
                0, files.size(), files.stream().mapToLong(File::bytes).sum());
    }
}
