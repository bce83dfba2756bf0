package dev.cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.grading.RuleAgreement;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.OuterStepReader;
import dev.cairn.results.OuterStepView;
import dev.cairn.results.PolicyView;
import dev.cairn.results.ResultReader;
import dev.cairn.results.TrainingStepView;
import dev.cairn.results.UnitView;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.testing.OldSchema;
import dev.cairn.testing.TestJson;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of a soar run that an earlier Cairn stored, as this one shows them after all migrations. */
class UpgradedRowsTest {
    private static final long RUN = 7;

    /** Two sets of two questions; in each set one completion was rejected and sampled again. */
    private static final String ROWS = """
            insert into run (id, experiment_id, ordinal, name, kind, settings, seed, state) overriding system value
                select 7, id, 0, 'soar', 'soar', '{}', 1, 'running' from experiment;
            insert into run_owner values (7, 'old', 1);
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
                select 7, unit, 1, 1, 'old', '{}', rollouts, now()
                from (values ('t/0/write', 6), ('t/0/baseline', 1), ('t/0/teach', 0)) units (unit, rollouts);
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
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at) values
                (7, 'screen/0', 1, 1, 'old', '{"scores": [{"problem": "cutOff", "samples": 4, "correct": 1, "cutOff": 3}]}', 0, now()),
                (7, 'total', 1, 1, 'old', '{"passAtK": {"1": 0.25}, "problems": 1, "samples": 4, "cutOffShare": 0.75}', 0, now());
            insert into evaluation_total values (7, 'total', 1, 4, 0.75);
            insert into pass_at_k values (7, 'total', 1, 0.25);
            insert into run_event (experiment_id, run_id, kind, payload)
                select experiment_id, id, event.kind, payload::jsonb from run, (values
                    ('unit.done', '{"unit": "t/4/trial/1/0", "rollouts": 6}'),
                    ('unit.done', '{"unit": "screen/5", "rollouts": 6}'),
                    ('unit.done', '{"unit": "init", "rollouts": 0}'),
                    ('outer-step.decided', '{"t": 4, "promoted": true}')) event (kind, payload);
            insert into audit (who, what, target, before, after) values
                ('ann', 'tokens.create', '/api/v1/tokens/3', null, '{"token": {"name": "reach", "reach": "full"}}'),
                ('ann', 'pools.put', '/api/v1/pools/gpu', '{"students": 3}', '{"students": null}'),
                ('ann', 'quotas.put', '/api/v1/quotas/ann', null, '{"owner": "ann", "running": 2}'),
                ('ann', 'experiments.pause', '/api/v1/experiments/1', null,
                    '{"tags": {"students": "x"}, "runs": [{"queue": {"students": 4}, "progress": []}]}');
            """;

    private static final long TRAIN = 8;

    /** A train run with one finished unit, which then ended. */
    private static final String TRAIN_ROWS = """
            insert into run (id, experiment_id, ordinal, name, kind, settings, seed, state) overriding system value
                select 8, id, 1, 'hard-only', 'train', '{}', 1, 'running' from experiment;
            insert into run_owner values (8, 'old', 1);
            insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)
                values (8, 'stretch/0', 1, 1, 'old', '{}', 1, now());
            insert into artifact (path, run_id, unit, kind, sha256, bytes)
                values ('8/stretch/0/f1.1', 8, 'stretch/0', 'checkpoint', 'abc', 1);
            insert into policy values (8, 'stretch/0', 'student', '8/stretch/0/f1.1', 'abc', 1);
            insert into training_step values (8, 'stretch/0', 0, 'student', 1e-4, 0, 0, 0.5, 0, 1.5, 2, false, false,
                0, 0, 100, 1);
            insert into rollout (run_id, unit, ordinal, purpose, step, slot, sample, subject, seed, answer, verdict, reward,
                    advantage, prompt_tokens, completion_tokens, finish)
                values (8, 'stretch/0', 0, 'TRAIN', 0, 0, 0, 'p3', 1, '12', 'DIFFERENT', 0, 0, 5, 9, 'STOP');
            insert into rollout_text values (8, 'stretch/0', 0, 'twelve');
            insert into unit_progress (run_id, unit, done, total, what) values (8, 'stretch/1', 1, 10, 'training steps');
            insert into run_event (experiment_id, run_id, kind, payload)
                select id, 8, 'unit.done', '{"unit": "stretch/0"}' from experiment;
            delete from run_owner where run_id = 8;
            """;

    private OldSchema schema;
    private ResultReader history;
    private RolloutSearch rollouts;

    @BeforeEach
    void upgrade() throws Exception {
        schema = OldSchema.ofVersion4();
        schema.execute(ROWS);
        schema.execute(TRAIN_ROWS);
        schema.migrate();
        JdbcRunner jdbc = new JdbcRunner(schema.source());
        history = new ResultReader(jdbc);
        rollouts = new RolloutSearch(jdbc);
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
        assertThat(history.ruleAgreement(RUN)).isEqualTo(new RuleAgreement(0, 0));
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
                .as("the KL coefficient is 0")
                .isNull();
    }

    @Test
    void storedResultsHaveTheNamesThatTheirRecordsHaveNow() throws Exception {
        assertThat(TestJson.MAPPER.readValue(
                        only("select result::text from run_unit where unit = 'screen/0'"), UnitResult.Screened.class))
                .isEqualTo(new UnitResult.Screened(List.of(new UnitResult.ProblemScore("cutOff", 4, 1, 3))));
        assertThat(TestJson.MAPPER.readValue(
                        only("select result::text from run_unit where unit = 'total'"), UnitResult.Total.class))
                .isEqualTo(new UnitResult.Total(Map.of(1, 0.25), null, 1, 4, 0.75));
        assertThat(history.total(RUN)).map(UnitResult.Total::truncatedShare).contains(0.75);
    }

    @Test
    void storedEventsGiveThePartsOfTheirUnits() {
        assertThat(schemaQuery("""
                        select concat_ws(' ', payload ->> 'kind', payload ->> 'outerStep', payload ->> 'set',
                            payload ->> 'repeat', payload ->> 'block') from run_event where kind = 'unit.done' order by id""")).containsExactly("trial 4 1 0", "screen 5", "init", "segment 0");
        assertThat(schemaQuery("select payload::text from run_event where kind = 'outer-step.decided'"))
                .containsExactly("{\"promoted\": true, \"outerStep\": 4, \"outerStepsDone\": 5}");
    }

    @Test
    void whatTheAuditShowedBeforeHasTheNamesOfToday() {
        assertThat(schemaQuery("select actor || ' ' || action || ' ' || after::text from audit order by id"))
                .containsExactly(
                        "ann tokens.create {\"token\": {\"name\": \"reach\", \"scope\": \"full\"}}",
                        "ann pools.put {\"trainingSlots\": null}",
                        "ann quotas.put {\"owner\": \"ann\", \"maxRunning\": 2}",
                        "ann experiments.pause {\"runs\": [{\"queue\": {\"trainingSlots\": 4}, \"progress\": []}],"
                                + " \"tags\": {\"students\": \"x\"}}");
    }

    @Test
    void theUnitsOfATrainRunAreSegmentsEverywhere() throws Exception {
        assertThat(history.units(TRAIN, 10, null).items())
                .extracting(UnitView::unit)
                .containsExactly("segment/0");
        assertThat(history.policies(TRAIN, 10, null).items())
                .extracting(PolicyView::unit)
                .containsExactly("segment/0");
        assertThat(history.trainedStudent(TRAIN))
                .contains(new Checkpoint(new PolicyRef(StorageRoot.DURABLE, "8/stretch/0/f1.1", "abc"), 1));
        assertThat(history.trainingSteps(TRAIN, null, 10, null).items())
                .extracting(TrainingStepView::unit)
                .containsExactly("segment/0");
        assertThat(rollouts.page(TRAIN, RolloutFilter.ofUnit("segment/0"), 10, null)
                        .items())
                .extracting(RolloutView::text)
                .containsExactly("twelve");
        assertThat(schemaQuery("""
                        select unit from unit_progress union select unit from artifact
                        union select payload ->> 'unit' from run_event where run_id = 8""")).containsExactlyInAnyOrder("segment/0", "segment/1");
        assertThatThrownBy(() -> schema.execute("update run_unit set unit = 'other' where run_id = 8"))
                .as("the fence is guarded again")
                .hasMessageContaining("no longer owned");
    }

    private String only(String select) {
        return schemaQuery(select).getFirst();
    }

    private List<String> schemaQuery(String select) {
        return new JdbcRunner(schema.source())
                .call(
                        "reading",
                        handle -> handle.createQuery(select).mapTo(String.class).list());
    }

    private List<RolloutView> rollouts(String unit) {
        return rollouts.page(RUN, RolloutFilter.ofUnit(unit), 100, null).items();
    }
}
