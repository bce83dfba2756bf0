package dev.cairn.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.events.EventKind;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.ports.UnitPosition;
import dev.cairn.ports.UnitResult;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Derives the events that a committed unit publishes. */
final class UnitEvents {
    private final OwnedRun owned;
    private final ObjectMapper json;

    UnitEvents(OwnedRun owned, ObjectMapper json) {
        this.owned = owned;
        this.json = json;
    }

    void unitDone(Handle handle, UnitRecord unit, Instant now) {
        ObjectNode done = json.createObjectNode().put("unit", unit.unit().text());
        done.setAll(json.<ObjectNode>valueToTree(UnitPosition.of(unit.unit())));
        append(
                handle,
                EventKind.UNIT_DONE,
                done.put("rollouts", unit.rollouts().size())
                        .put("attempt", unit.attempt())
                        .put("seconds", Duration.between(unit.startedAt(), now).toMillis() / 1000.0));
        if (unit.result() instanceof UnitResult.Decision decision) {
            append(
                    handle,
                    EventKind.OUTER_STEP_DECIDED,
                    json.createObjectNode()
                            .put("outerStep", unit.unit().outerStep())
                            .put("outerStepsDone", unit.unit().outerStep() + 1)
                            .put("promoted", decision.promoted())
                            .put("promotions", decision.promotions())
                            .put("meanReward", decision.meanReward())
                            .put("movingAverage", decision.movingAverage())
                            .put("lowerBound", decision.lowerBound()));
        }
    }

    private void append(Handle handle, EventKind kind, ObjectNode payload) {
        Events.append(handle, new ExperimentId(owned.experiment()), new RunId(owned.run()), kind, payload);
    }
}
