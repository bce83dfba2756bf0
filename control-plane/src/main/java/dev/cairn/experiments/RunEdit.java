package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import dev.cairn.spec.QueueSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Another place in the queue for a run; what is absent stays.
 *
 * @param priority higher ones first
 */
public record RunEdit(
        @Nullable @Min(QueueSpec.LOWEST) @Max(QueueSpec.HIGHEST)
        Integer priority,

        @Nullable String pool) {
    /** @param state of the run, locked by the caller */
    void apply(Connection connection, RunId run, RunState state) throws SQLException {
        switch (state) {
            case WAITING, QUEUED, PAUSED -> update(connection, run);
            case RUNNING, PAUSING, CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                throw new RefusedException("run " + run + " is " + state.word()
                        + "; priority and pool can be changed only while it is waiting, queued or paused"
                        + (state.isFinal() ? "" : ": pause it first"));
        }
    }

    private void update(Connection connection, RunId run) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run set priority = coalesce(?, priority), pool = coalesce(?, pool), version = version + 1
                where id = ?""")) {
            update.setObject(1, priority, java.sql.Types.INTEGER);
            update.setString(2, pool);
            update.setLong(3, run.value());
            update.executeUpdate();
        }
    }
}
