package dev.cairn.lists;

import static dev.cairn.lists.Field.always;
import static dev.cairn.lists.Field.sometimes;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.spec.RunKind;
import java.util.Arrays;
import java.util.List;

/** The fields that runs can be filtered and sorted by. */
final class RunFields {
    /** Runs r with their experiment e, summary s and owner o; tables that a statement does not mention cost nothing. */
    static final String FROM = """
            from run r join experiment e on e.id = r.experiment_id and e.deleted_at is null
                left join run_summary s on s.run_id = r.id left join run_owner o on o.run_id = r.id
            """;

    private static final FieldType TEXT = new FieldType.Text();
    private static final FieldType TIME = new FieldType.Time();

    static final Fields ALL = new Fields(List.of(
            always("id", "r.id", FieldType.Numeric.WHOLE),
            always("name", "r.name", TEXT),
            always("kind", "r.kind", words(RunKind.values(), RunKind::wireName)),
            always("state", "r.state", words(RunState.values(), RunState::wireName)),
            sometimes("reason", "r.reason", TEXT),
            always("experimentId", "r.experiment_id", FieldType.Numeric.WHOLE),
            always("experimentName", "e.name", TEXT),
            sometimes("preset", "e.preset", TEXT),
            always("owner", "r.owner", TEXT),
            always("queue.pool", "r.pool", TEXT),
            always("queue.priority", "r.priority", FieldType.Numeric.WHOLE),
            always("generation", "r.generation", FieldType.Numeric.WHOLE),
            sometimes("failure", "r.failure", words(FailureClass.values(), FailureClass::wireName)),
            sometimes("queue.claimedBy", "nullif(o.owner, '')", TEXT),
            always("createdAt", "r.created_at", TIME),
            sometimes("startedAt", "r.started_at", TIME),
            sometimes("endedAt", "r.ended_at", TIME),
            sometimes("lastMeanReward", "s.last_mean_reward", FieldType.Numeric.REAL),
            sometimes("lastMovingAverage", "s.last_moving_average", FieldType.Numeric.REAL),
            sometimes("outerStepsDone", ofSoar("outer_steps_done"), FieldType.Numeric.WHOLE),
            sometimes("promotions", ofSoar("promotions"), FieldType.Numeric.WHOLE)));

    private RunFields() {}

    /** A soar run that has decided no outer step yet shows 0, any other run nothing. */
    private static String ofSoar(String column) {
        return "(case when r.kind = 'soar' then coalesce(s." + column + ", 0) end)";
    }

    private static <E> FieldType words(E[] all, java.util.function.Function<E, String> word) {
        return new FieldType.OneOf(Arrays.stream(all).map(word).toList());
    }
}
