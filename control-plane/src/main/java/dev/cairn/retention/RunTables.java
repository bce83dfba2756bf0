package dev.cairn.retention;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The tables with rows of a run, in the order in which an experiment's rows can be deleted. */
final class RunTables {
    private static final String ARTIFACTS = "artifact";

    private static final String SUM = """
            select count(*) as rows, count(file_bytes) as files,
                coalesce(sum(size), 0) + coalesce(sum(file_bytes), 0) as bytes from gone""";

    /** A table comes after those that refer to it. The first three hold nearly all rows and are partitioned by run. */
    static final List<String> IN_ORDER = List.of(
            "rollout_text",
            "rollout",
            "metric_point",
            "pass_at_k",
            "evaluation_total",
            "evaluation",
            "chosen_student",
            "candidate_outcome",
            "candidate",
            "hard_set",
            "screening",
            "run_summary",
            "promotion",
            "training_step",
            "trial_outcome",
            "trial",
            "baseline_outcome",
            "baseline",
            "learnability",
            "reference_problem",
            "question",
            "sampled_question",
            "question_sample",
            "set_advantage",
            "set_reward",
            "question_set",
            "outer_step",
            "policy",
            ARTIFACTS,
            "unit_progress",
            "run_unit",
            "run_usage",
            "run_heartbeat",
            "run_owner",
            "run_dependency");

    /** Their rows have no foreign key. */
    private static final List<String> UNREFERENCED = List.of("rollout_text", "rollout", "metric_point");

    private RunTables() {}

    /**
     * Deletes rows of runs from one of the tables.
     *
     * @param most number of rows to delete, if there are as many; in a partitioned table up to so many per partition,
     *     since only rows of one partition differ in their ctid
     */
    static Removed delete(Handle handle, String table, List<Long> runs, int most) {
        boolean files = table.equals(ARTIFACTS);
        return removed(handle.createQuery("""
                        with gone as (
                            delete from %1$s t where run_id = any (:runs)
                                and ctid = any (array(select ctid from %1$s where run_id = any (:runs) limit :most))
                            returning pg_column_size(t.*) as size, %2$s as file_bytes)
                        %3$s""".formatted(
                                table, files ? "case when removed_at is null then bytes end" : "null::bigint", SUM))
                .bindArray("runs", Long.class, runs)
                .bind("most", most));
    }

    /** Deletes an experiment's events that are published: the others are about to get their place in the stream. */
    static Removed deleteEvents(Handle handle, long experiment, int most) {
        return removed(
                handle.createQuery("""
                        with gone as (
                            delete from run_event t where id in (select id from run_event
                                where experiment_id = :experiment and position is not null limit :most)
                            returning pg_column_size(t.*) as size, null::bigint as file_bytes)
                        """ + SUM).bind("experiment", experiment).bind("most", most));
    }

    static boolean hasEvents(Handle handle, long experiment) {
        return handle.createQuery("select exists (select from run_event where experiment_id = :experiment)")
                .bind("experiment", experiment)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether one of the tables whose rows no foreign key ties to their run has rows of some runs. */
    static boolean hasUnreferencedRows(Handle handle, List<Long> runs) {
        return handle.createQuery(UNREFERENCED.stream()
                        .map(table -> "exists (select from " + table + " where run_id = any (:runs))")
                        .collect(Collectors.joining(" or ", "select ", "")))
                .bindArray("runs", Long.class, runs)
                .mapTo(Boolean.class)
                .one();
    }

    static Removed deleteRuns(Handle handle, long experiment) {
        return removed(handle.createQuery("""
                        with gone as (delete from run t where experiment_id = :experiment
                            returning pg_column_size(t.*) as size, null::bigint as file_bytes)
                        """ + SUM).bind("experiment", experiment));
    }

    /** Deletes the experiment's own row, and with it the rows of its summary and of the rules applied to it. */
    static Removed deleteExperiment(Handle handle, long experiment) {
        return removed(handle.createQuery("""
                        with gone as (delete from experiment t where id = :experiment
                            returning pg_column_size(t.*) as size, null::bigint as file_bytes)
                        """ + SUM).bind("experiment", experiment));
    }

    static long count(Handle handle, String table, List<Long> runs) {
        return handle.createQuery("select count(*) from " + table + " where run_id = any (:runs)")
                .bindArray("runs", Long.class, runs)
                .mapTo(Long.class)
                .one();
    }

    static long countEvents(Handle handle, long experiment) {
        return handle.createQuery("select count(*) from run_event where experiment_id = :experiment")
                .bind("experiment", experiment)
                .mapTo(Long.class)
                .one();
    }

    /** The artifacts of runs that still exist. */
    static Removed files(Handle handle, List<Long> runs) {
        return removed(handle.createQuery("""
                        select 0 as rows, count(*) as files, coalesce(sum(bytes), 0) as bytes from artifact
                        where run_id = any (:runs) and removed_at is null""").bindArray("runs", Long.class, runs));
    }

    private static Removed removed(Query query) {
        return query.map((row, context) -> new Removed(row.getLong("rows"), row.getLong("files"), row.getLong("bytes")))
                .one();
    }
}
