package dev.cairn.lists;

import static dev.cairn.lists.Field.always;
import static dev.cairn.lists.Field.sometimes;

import dev.cairn.experiments.ExperimentState;
import java.util.Arrays;
import java.util.List;

/** The fields that experiments can be filtered and sorted by. */
final class ExperimentFields {
    static final String FROM = "from experiment e\n";

    /** {@link ExperimentState#of} in SQL; a test checks that the two agree. */
    private static final String STATE = """
            (case when %s then 'cancelling'
                when %s then case
                    when %s then 'running'
                    when %s and not %s then 'paused'
                    when %s then 'running'
                    else 'queued' end
                when %s then 'failed'
                when %s then 'cancelled'
                else 'succeeded' end)""".formatted(
                    anyLatestRunIs("= 'cancelling'"),
                    anyLatestRunIs("not in ('succeeded', 'failed', 'cancelled')"),
                    anyLatestRunIs("in ('running', 'pausing')"),
                    anyLatestRunIs("= 'paused'"),
                    anyLatestRunIs("= 'queued'"),
                    anyLatestRunIs("= 'succeeded'"),
                    anyLatestRunIs("= 'failed'"),
                    anyLatestRunIs("= 'cancelled'"));

    /**
     * The reason of the first run that determines the experiment's state, as it is shown; a test checks that the two
     * agree.
     */
    private static final String REASON = """
            (select x.name || ': ' || x.reason from run x where x.experiment_id = e.id and x.reason is not null
                and x.state = case %s when 'queued' then 'succeeded' when 'running' then 'succeeded' else %s end
                and not exists (select from run y where y.experiment_id = x.experiment_id and y.name = x.name
                    and y.generation > x.generation)
                order by (select min(z.ordinal) from run z
                    where z.experiment_id = x.experiment_id and z.name = x.name) limit 1)""".formatted(STATE, STATE);

    private static final FieldType TEXT = new FieldType.Text();

    static final Fields ALL = new Fields(List.of(
            always("id", "e.id", FieldType.Numeric.WHOLE),
            always("name", "e.name", TEXT),
            sometimes("preset", "e.preset", TEXT),
            always("owner", "e.owner", TEXT),
            sometimes("clonedFrom", "e.cloned_from", FieldType.Numeric.WHOLE),
            always("seed", "e.seed", FieldType.Numeric.WHOLE),
            always(
                    "state",
                    STATE,
                    new FieldType.OneOf(Arrays.stream(ExperimentState.values())
                            .map(ExperimentState::wireName)
                            .toList())),
            sometimes("reason", REASON, TEXT),
            always("createdAt", "e.created_at", new FieldType.Time()),
            sometimes(
                    "startedAt",
                    "(select min(x.started_at) from run x where x.experiment_id = e.id)",
                    new FieldType.Time()),
            sometimes(
                    "endedAt",
                    "(select case when bool_and(x.ended_at is not null) then max(x.ended_at) end"
                            + " from run x where x.experiment_id = e.id)",
                    new FieldType.Time()),
            sometimes("lastMeanReward", ofLastSummary("last_mean_reward"), FieldType.Numeric.REAL),
            sometimes("lastMovingAverage", ofLastSummary("last_moving_average"), FieldType.Numeric.REAL),
            sometimes("outerStepsDone", ofLastSummary("outer_steps_done"), FieldType.Numeric.WHOLE),
            sometimes("promotions", ofLastSummary("promotions"), FieldType.Numeric.WHOLE)));

    private ExperimentFields() {}

    /** Whether the latest run of any name is in this state. */
    private static String anyLatestRunIs(String state) {
        return "exists (select from run x where x.experiment_id = e.id and x.state " + state
                + " and not exists (select from run y where y.experiment_id = x.experiment_id and y.name = x.name"
                + " and y.generation > x.generation))";
    }

    /** A column of the last run with a summary. Most experiments have only one soar run. */
    private static String ofLastSummary(String column) {
        return "(select y." + column + " from run x join run_summary y on y.run_id = x.id"
                + " where x.experiment_id = e.id order by x.id desc limit 1)";
    }
}
