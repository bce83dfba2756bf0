package dev.cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.testing.OldSchema;
import dev.cairn.testing.TestJson;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of a soar run that an earlier Cairn stored, as this one shows them after all migrations. */
class UpgradedRowsTest {
    private static final long RUN = 7;

    /** Two sets of two questions; in each set one completion was rejected and sampled again. */
    private static final String ROWS = """
            -- The migration finds that of the present schema beside this one, and makes none.
            create table rollout_0 partition of rollout for values from (0) to (1000);
            insert into run (id, experiment_id, ordinal, name, kind, settings, seed, state) overriding system value
                select 7, id, 0, 'soar', 'soar', '{}', 1, 'running' from experiment;
            insert into run_owner values (7, 'old', 1);
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
                select 7, unit, 1, 1, 'old', '{}', 0, now() from unnest(array['t/0/write', 't/0/baseline', 't/0/teach']) unit;
            insert into outer_step (run_id, t, unit, accepted, attempts, rejected)
                values (7, 0, 't/0/write', 4, 6, '{"NO_BOX": 2}');
            insert into question_set select 7, 0, k from generate_series(0, 1) k;
            insert into set_advantage values (7, 0, 0, 't/0/teach', 0.25), (7, 0, 1, 't/0/teach', -0.25);
            insert into training_step values (7, 't/0/teach', 0, 'teacher', 1e-4, null, null, 0.5, 0, 1.5, 2, false, false,
                0, 0, 100, 1);
            insert into rollout (run_id, unit, ordinal, purpose, step, slot, sample, subject, seed, answer, verdict, reward,
                    advantage, prompt_tokens, completion_tokens, finish, rejection)
                select 7, 't/0/write', ordinal, 'TEACHER', 0, ordinal / 3, ordinal, '', ordinal, null, 'NO_ANSWER', 0, 0, 5, 9,
                    'STOP', case when ordinal in (1, 3) then 'NO_BOX' end
                from generate_series(0, 5) ordinal;
            insert into rollout (run_id, unit, ordinal, purpose, step, slot, sample, subject, seed, answer, verdict, reward,
                    advantage, prompt_tokens, completion_tokens, finish)
                values (7, 't/0/baseline', 0, 'BASELINE', 0, 0, 0, 'p3', 1, '12', 'DIFFERENT', 0, 0, 5, 9, 'STOP');
            """;

    private OldSchema schema;
    private ResultReader history;

    @BeforeEach
    void upgrade() throws Exception {
        schema = OldSchema.ofVersion4();
        schema.execute(ROWS);
        schema.migrate();
        history = new ResultReader(new JdbcRunner(schema.source()));
    }

    @AfterEach
    void drop() throws Exception {
        schema.close();
    }

    @Test
    void aTeachersCompletionsNameTheirQuestionsAndHaveTheAdvantageOfTheirSet() {
        assertThat(rollouts("t/0/write"))
                .extracting(RolloutView::ordinal, RolloutView::problemId, RolloutView::advantage)
                .containsExactly(
                        Tuple.tuple(0, "0.0", 0.25),
                        Tuple.tuple(1, "", 0.0),
                        Tuple.tuple(2, "0.1", 0.25),
                        Tuple.tuple(3, "", 0.0),
                        Tuple.tuple(4, "1.0", -0.25),
                        Tuple.tuple(5, "1.1", -0.25));
    }

    @Test
    void aStudentsCompletionsKeepTheirProblem() {
        assertThat(rollouts("t/0/baseline"))
                .singleElement()
                .extracting(RolloutView::problemId)
                .isEqualTo("p3");
    }

    @Test
    void whatWasGradedBeforeThereWereRulesWasGradedByMathVerify() {
        assertThat(rollouts("t/0/write")).extracting(RolloutView::rule).containsOnly("MATH_VERIFY");
        assertThat(history.rules(RUN)).isEqualTo(new RuleAgreement(0, 0));
    }

    @Test
    void whatWasNeverMeasuredOrCountedIsNull() {
        OuterStepView step = new OuterStepReader(new JdbcRunner(schema.source()), TestJson.MAPPER)
                .all(RUN)
                .getFirst();
        assertThat(step.multipleQuestions()).isNull();
        assertThat(step.duplicateQuestions()).isNull();
        assertThat(history.trainingSteps(RUN, null, 10, null).items())
                .singleElement()
                .extracting(TrainingStepView::kl)
                .as("beta is 0")
                .isNull();
    }

    private List<RolloutView> rollouts(String unit) {
        return history.rollouts(RUN, unit, 100, null).items();
    }
}
