package dev.cairn.lists;

import static dev.cairn.lists.Field.always;
import static dev.cairn.lists.Field.sometimes;

import dev.cairn.experiments.ExperimentState;
import java.util.Arrays;
import java.util.List;

/** What experiments can be filtered and sorted by. */
final class ExperimentFields {
    static final String FROM = "from experiment e\n";

    /** {@link ExperimentState#of} in SQL; a test holds the two together. */
    private static final String STATE = """
            (case when %s then 'cancelling'
                when %s then case
                    when %s or %s then 'running' else 'queued' end
                when %s then 'failed'
                when %s then 'cancelled'
                else 'succeeded' end)""".formatted(
                    some("x.state = 'cancelling'"),
                    some("x.ended_at is null"),
                    some("x.state = 'running'"),
                    some("x.state = 'succeeded'"),
                    some("x.state = 'failed'"),
                    some("x.state = 'cancelled'"));

    private static final FieldType TEXT = new FieldType.Text();

    static final Fields ALL = new Fields(List.of(
            always("id", "e.id", FieldType.Number.WHOLE),
            always("name", "e.name", TEXT),
            sometimes("preset", "e.preset", TEXT),
            always("seed", "e.seed", FieldType.Number.WHOLE),
            always(
                    "state",
                    STATE,
                    new FieldType.Words(Arrays.stream(ExperimentState.values())
                            .map(ExperimentState::word)
                            .toList())),
            always("createdAt", "e.created_at", new FieldType.Time()),
            sometimes("last.meanReward", last("last_mean_reward"), FieldType.Number.REAL),
            sometimes("last.movingAverage", last("last_moving_average"), FieldType.Number.REAL),
            sometimes("last.outerSteps", last("outer_steps_done"), FieldType.Number.WHOLE),
            sometimes("last.promotions", last("promotions"), FieldType.Number.WHOLE)));

    private ExperimentFields() {}

    private static String some(String runs) {
        return "exists (select from run x where x.experiment_id = e.id and " + runs + ")";
    }

    /** Of the last run that has a summary: a study's runs share one experiment, but most have one soar run. */
    private static String last(String column) {
        return "(select y." + column + " from run x join run_summary y on y.run_id = x.id"
                + " where x.experiment_id = e.id order by x.id desc limit 1)";
    }
}
