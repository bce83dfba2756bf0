package dev.cairn.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.UnitResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Tells what a committed unit means to somebody who watches. */
final class EventSql {
    private final OwnedRun owned;
    private final ObjectMapper json;

    EventSql(OwnedRun owned, ObjectMapper json) {
        this.owned = owned;
        this.json = json;
    }

    void unitDone(Connection connection, UnitRecord unit, Instant now) throws SQLException {
        append(
                connection,
                "unit.done",
                json.createObjectNode()
                        .put("unit", unit.unit().value())
                        .put("rollouts", unit.rollouts().size())
                        .put("attempt", unit.attempt())
                        .put("seconds", Duration.between(unit.startedAt(), now).toMillis() / 1000.0));
        if (unit.result() instanceof UnitResult.Decision decision) {
            append(
                    connection,
                    "outer-step.decided",
                    json.createObjectNode()
                            .put("t", UnitTime.t(unit.unit()))
                            .put("promoted", decision.promoted())
                            .put("promotions", decision.promotions())
                            .put("meanReward", decision.meanReward())
                            .put("movingAverage", decision.movingAverage()));
        }
    }

    private void append(Connection connection, String kind, ObjectNode payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into run_event (experiment_id, run_id, kind, payload) values (?, ?, ?, ?::jsonb)")) {
            insert.setLong(1, owned.experiment());
            insert.setLong(2, owned.run());
            insert.setString(3, kind);
            insert.setString(4, payload.toString());
            insert.executeUpdate();
        }
    }
}
