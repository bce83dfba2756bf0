package dev.cairn.results;

import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what runs and experiments have used. */
public final class UsageReader {
    private static final String READING = "reading usage";

    private static final String SUM = """
            select coalesce(sum(u.rollouts), 0) as rollouts, coalesce(sum(u.tokens), 0) as tokens,
                coalesce(sum(u.seconds), 0) as seconds,
                coalesce(sum(u.accelerator_seconds), 0) as accelerator_seconds
            from run_usage u""";

    private final JdbcRunner jdbc;

    public UsageReader(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    public Usage ofRun(long run) {
        return read(SUM + " where u.run_id = :id", run);
    }

    /** What all runs of an experiment have used together. */
    public Usage ofExperiment(long experiment) {
        return read(SUM + " join run r on r.id = u.run_id where r.experiment_id = :id", experiment);
    }

    /** What each run of an experiment has used; runs that have not finished a unit are absent. */
    public Map<RunId, Usage> byRun(long experiment) {
        Map<RunId, Usage> byRun = new LinkedHashMap<>();
        jdbc.call(
                        READING,
                        handle -> handle.createQuery("""
                        select u.* from run_usage u join run r on r.id = u.run_id
                        where r.experiment_id = :id order by r.id""")
                                .bind("id", experiment)
                                .map((row, context) -> Map.entry(new RunId(row.getLong("run_id")), usage(row)))
                                .list())
                .forEach(run -> byRun.put(run.getKey(), run.getValue()));
        return byRun;
    }

    private Usage read(String query, long id) {
        return jdbc.call(
                READING,
                handle -> handle.createQuery(query)
                        .bind("id", id)
                        .map((row, context) -> usage(row))
                        .one());
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                row.getLong("rollouts"),
                row.getLong("tokens"),
                row.getDouble("seconds"),
                row.getDouble("accelerator_seconds"));
    }

    /**
     * What the finished units used.
     *
     * @param rollouts number of sampled completions
     * @param tokens number of tokens of their prompts and completions
     * @param seconds working time up to the last finished unit
     * @param acceleratorSeconds working time multiplied by the number of accelerators
     */
    public record Usage(long rollouts, long tokens, double seconds, double acceleratorSeconds) {}
}
