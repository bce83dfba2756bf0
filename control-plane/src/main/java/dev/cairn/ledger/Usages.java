package dev.cairn.ledger;

import dev.cairn.ports.Rollout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Reads what runs and experiments have used up; written with each unit. */
public final class Usages {
    private static final String SUM = """
            select coalesce(sum(u.rollouts), 0), coalesce(sum(u.tokens), 0), coalesce(sum(u.seconds), 0),
                coalesce(sum(u.accelerator_seconds), 0)
            from run_usage u""";

    private final Reads reads;

    public Usages(DataSource database) {
        this.reads = new Reads(database);
    }

    public Usage ofRun(long run) {
        return read(SUM + " where u.run_id = ?", run);
    }

    /** Of all its runs together. */
    public Usage ofExperiment(long experiment) {
        return read(SUM + " join run r on r.id = u.run_id where r.experiment_id = ?", experiment);
    }

    private Usage read(String query, long id) {
        return reads.list(
                        query, row -> new Usage(row.getLong(1), row.getLong(2), row.getDouble(3), row.getDouble(4)), id)
                .getFirst();
    }

    static long tokens(List<Rollout> rollouts) {
        return rollouts.stream()
                .mapToLong(rollout -> rollout.promptTokens() + rollout.completionTokens())
                .sum();
    }

    static void add(Connection connection, OwnedRun owned, UnitRecord unit) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into run_usage as u (run_id, rollouts, tokens, seconds, accelerator_seconds) values (?, ?, ?, ?, ?)
                on conflict (run_id) do update set rollouts = u.rollouts + excluded.rollouts,
                    tokens = u.tokens + excluded.tokens, seconds = u.seconds + excluded.seconds,
                    accelerator_seconds = u.accelerator_seconds + excluded.accelerator_seconds""")) {
            double seconds = unit.worked().toMillis() / 1000.0;
            upsert.setLong(1, owned.run());
            upsert.setLong(2, unit.rollouts().size());
            upsert.setLong(3, tokens(unit.rollouts()));
            upsert.setDouble(4, seconds);
            upsert.setDouble(5, seconds * owned.accelerators());
            upsert.executeUpdate();
        }
    }
}
