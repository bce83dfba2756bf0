package dev.cairn.lists;

import static dev.cairn.lists.Field.always;
import static dev.cairn.lists.Field.sometimes;

import dev.cairn.experiments.ExperimentState;
import java.util.Arrays;
import java.util.List;

/** The fields that experiments can be filtered and sorted by. */
final class ExperimentFields {
    /** Experiments e with their summary s. */
    static final String FROM =
            "from experiment e join experiment_summary s on s.experiment_id = e.id and e.deleted_at is null\n";

    private static final FieldType TEXT = new FieldType.Text();
    private static final FieldType TIME = new FieldType.Time();

    static final Fields ALL = new Fields(List.of(
            always("id", "e.id", FieldType.Numeric.WHOLE),
            always("name", "e.name", TEXT),
            sometimes("preset", "e.preset", TEXT),
            always("owner", "e.owner", TEXT),
            sometimes("clonedFrom", "e.cloned_from", FieldType.Numeric.WHOLE),
            always("seed", "e.seed", FieldType.Numeric.WHOLE),
            always(
                    "state",
                    "s.state",
                    new FieldType.OneOf(Arrays.stream(ExperimentState.values())
                            .map(ExperimentState::wireName)
                            .toList())),
            sometimes("reason", "s.reason", TEXT),
            always("createdAt", "e.created_at", TIME),
            sometimes("startedAt", "s.started_at", TIME),
            sometimes("endedAt", "s.ended_at", TIME),
            sometimes("lastMeanReward", "s.last_mean_reward", FieldType.Numeric.REAL),
            sometimes("lastMovingAverage", "s.last_moving_average", FieldType.Numeric.REAL),
            sometimes("outerStepsDone", "s.outer_steps_done", FieldType.Numeric.WHOLE),
            sometimes("promotions", "s.promotions", FieldType.Numeric.WHOLE)));

    private ExperimentFields() {}
}
