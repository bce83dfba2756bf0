package dev.cairn.queue;

import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queued run of an experiment, whose place in the queue is not looked up.
 *
 * @param failure why it is tried again, if it is
 */
record Waiting(
        ExperimentId experiment,
        String pool,
        String owner,
        int trainingSlots,
        @Nullable Instant notBefore,
        @Nullable String failure) {
    static Waiting of(ResultSet row) throws SQLException {
        return new Waiting(
                new ExperimentId(row.getLong("experiment_id")),
                row.getString("pool"),
                row.getString("owner"),
                row.getInt("training_slots"),
                Columns.instantOrNull(row, "not_before"),
                row.getString("reason"));
    }

    /** What it waits for. */
    String reason(QueueSnapshot now) {
        WaitReason reason = now.waitReason(pool, owner, trainingSlots, 0, notBefore, failure);
        return reason.code() == WaitReasonCode.QUEUE_ORDER ? "it waits for its turn in pool " + pool : reason.message();
    }
}
