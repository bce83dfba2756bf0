package dev.cairn.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.OuterStepView.SetView;
import dev.cairn.results.OuterStepView.TrialView;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutPage;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestJson;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultReaderTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);
    private final ResultReader history = new ResultReader(runs.jdbc());
    private final RolloutSearch rollouts = new RolloutSearch(runs.jdbc());
    private final OuterStepReader outerSteps = new OuterStepReader(runs.jdbc(), TestJson.MAPPER);
    private final LiveArtifacts artifacts = new LiveArtifacts(runs.jdbc());

    @Test
    void anOuterStepIsShownAsFarAsItIsCommitted() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        put(journal, Unit.init(), TestUnits.initial("a"));
        // The baseline does not wait for the questions.
        put(journal, Unit.baseline(0), TestUnits.baseline());
        assertThat(outerSteps.all(run.value())).isEmpty();
        put(journal, Unit.write(0), TestUnits.written("a", 0));
        put(journal, Unit.trial(0, 1, 0), TestUnits.trial("a", 0, 1, 0));
        OuterStepView open = outerSteps.all(run.value()).getFirst();
        assertThat(open.accepted()).isEqualTo(4);
        assertThat(open.rejected()).isEqualTo(Map.of("NO_BOX", 2));
        assertThat(open.multipleQuestions()).isEqualTo(1);
        assertThat(open.duplicateQuestions()).isEqualTo(2);
        assertThat(open.baselineCorrect()).isEqualTo(1);
        assertThat(open.rewards().get(0)).containsExactly(null, null);
        assertThat(open.rewards().get(1)).containsExactly(0.0, null);
        assertThat(open.promoted()).isNull();
        assertThat(open.teacherStep()).isNull();

        finish(journal, 0, TestUnits.checkpoint("a#student0", 0), 0);
        OuterStepView done = outerSteps.all(run.value()).getFirst();
        assertThat(done.rewards()).containsExactly(List.of(1 / 3.0, 1 / 3.0), List.of(0.0, 0.0));
        assertThat(done.setRewards()).containsExactly(1 / 3.0, 0.0);
        assertThat(done.advantages()).containsExactly(0.25, -0.25);
        assertThat(done.tau()).isEqualTo(0.01);
        assertThat(done.promoted()).isFalse();
        assertThat(done.teacherStep())
                .isEqualTo(new OuterStepView.TeacherStep(4e-4, 0.5, 0.01, 1.25, 3.5, true, false, 1e-6));
        assertThat(outerSteps.sets(run.value(), 0).get(1))
                .isEqualTo(new SetView(
                        1,
                        0.0,
                        -0.25,
                        List.of(
                                new SetView.Question(0, "question 0.2", "2"),
                                new SetView.Question(1, "question 0.3", "3"))));
        TrialView trial = outerSteps.trial(run.value(), 0, 0, 1).orElseThrow();
        assertThat(trial.outcomes()).contains(new TrialView.QuestionOutcome("p1", "2+2", "4", false, true));
        assertThat(trial.steps()).hasSize(2);
        assertThat(outerSteps.trial(run.value(), 0, 5, 5)).isEmpty();
        List<UnitView> units = history.units(run.value(), 1000, null).items();
        assertThat(units).hasSize(9);
        assertThat(paged(cursor -> history.units(run.value(), 2, cursor))).isEqualTo(units);
        List<PolicyView> policies = history.policies(run.value(), 1000, null).items();
        assertThat(policies).hasSizeGreaterThan(3);
        assertThat(paged(cursor -> history.policies(run.value(), 1, cursor))).isEqualTo(policies);
        List<TrainingStepView> steps =
                history.trainingSteps(run.value(), null, 1000, null).items();
        assertThat(steps).hasSizeGreaterThan(3).hasSize(history.countTrainingSteps(run.value()));
        assertThat(paged(cursor -> history.trainingSteps(run.value(), null, 1, cursor)))
                .isEqualTo(steps);
        assertThat(history.trainingSteps(run.value(), "t/0/teach", 1000, null).items())
                .hasSize(1);
        for (String damaged : List.of("x", "cAo", "cApiCnkKeg")) {
            assertThatThrownBy(() -> history.units(run.value(), 2, damaged))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("previous page");
        }
    }

    private static <T> List<T> paged(Function<@Nullable String, RecordPage<T>> pages) {
        List<T> all = new ArrayList<>();
        RecordPage<T> page = pages.apply(null);
        all.addAll(page.items());
        while (page.next() != null) {
            page = pages.apply(page.next());
            all.addAll(page.items());
        }
        return all;
    }

    @Test
    void theListShowsTheLastDecisionWithoutAggregating() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        put(journal, Unit.init(), TestUnits.initial("a"));
        step(journal, "a", 0, TestUnits.checkpoint("a#student0", 0), 0);
        step(journal, "a", 1, TestUnits.checkpoint("a/1/0/1#trial101", 10), 1);
        assertThat(database.query("select outer_steps_done, promotions, last_moving_average from run_summary"))
                .containsExactly("2|1|0.125");
    }

    @Test
    void thePromotedStudentIsTheLastOneOrTheFirstStudent() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        assertThat(history.promotedStudent(run.value())).isEmpty();
        put(journal, Unit.init(), TestUnits.initial("a"));
        Checkpoint first = TestUnits.checkpoint("a#student0", 0);
        assertThat(history.promotedStudent(run.value())).contains(first);
        step(journal, "a", 0, first, 0);
        assertThat(history.promotedStudent(run.value())).contains(first);
        Checkpoint promoted = TestUnits.checkpoint("a/1/0/1#trial101", 10);
        step(journal, "a", 1, promoted, 1);
        step(journal, "a", 2, promoted, 1);
        assertThat(history.promotedStudent(run.value())).contains(promoted);
        assertThat(history.trainedStudent(run.value())).contains(first);
        for (int i : new int[] {0, 2, 10}) {
            put(
                    journal,
                    Unit.segment(i),
                    new UnitResult.Segment(TestUnits.checkpoint("a#segment" + i, i), i, List.of()));
        }
        assertThat(history.trainedStudent(run.value())).contains(TestUnits.checkpoint("a#segment10", 10));
    }

    @Test
    void filesGoOnceNothingCanNeedThem() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        put(journal, Unit.init(), TestUnits.initial("a"));
        Checkpoint promoted = TestUnits.checkpoint("a/0/0/1#trial001", 10);
        put(journal, Unit.write(0), TestUnits.written("a", 0));
        put(journal, Unit.baseline(0), TestUnits.baseline());
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 2; j++) {
                put(journal, Unit.trial(0, k, j), TestUnits.trial("a", 0, k, j));
            }
        }
        put(journal, Unit.promote(0), TestUnits.decision(promoted, 1));
        assertThat(artifacts.retire()).as("the teacher is not taught yet").isEmpty();
        put(journal, Unit.teach(0), TestUnits.taught("a", 0));
        assertThat(artifacts.retire())
                .containsExactlyInAnyOrder(
                        "a/0#completions", "a/0/0/0#trial000", "a/0/1/0#trial010", "a/0/1/1#trial011");
        assertThat(artifacts.referencedBelow("r" + run))
                .containsExactlyInAnyOrder("a#teacher0", "a#student0", "a/0/0/1#trial001", "a/0#teacher1");
        assertThat(artifacts.retire()).isEmpty();
        assertThat(history.policies(run.value(), 1000, null).items())
                .filteredOn(policy -> !policy.kept())
                .hasSize(3);
        put(journal, Unit.write(1), TestUnits.written("a", 1));
        put(journal, Unit.trial(1, 0, 0), TestUnits.trial("a", 1, 0, 0));
        assertThat(artifacts.retire()).isEmpty();
        assertThat(artifacts.hasEnded("r" + run)).isFalse();
        runs.complete(run);
        assertThat(artifacts.hasEnded("r" + run)).isTrue();
        assertThat(artifacts.hasEnded("notes")).isFalse();
        assertThat(artifacts.referencedBelow("r" + (run.value() + 1))).isEmpty();
        assertThat(artifacts.retire())
                .as("the run has ended")
                .containsExactlyInAnyOrder("a/1#completions", "a/1/0/0#trial100");
    }

    @Test
    void aRetryIsRefusedOnceFilesOfItsUnfinishedStepAreGone() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        put(journal, Unit.init(), TestUnits.initial("a"));
        put(journal, Unit.write(0), TestUnits.written("a", 0));
        put(journal, Unit.trial(0, 0, 0), TestUnits.trial("a", 0, 0, 0));
        runs.fail(run);
        database.asOwner("update artifact set removed_at = now() where unit = 't/0/trial/0/0'");
        assertThatThrownBy(() -> runs.control().retry(run))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("unfinished outer step 0")
                .hasMessageContaining("restart it");
        database.asOwner("update artifact set removed_at = null");
        assertThat(runs.control().retry(run)).isPresent();
    }

    @Test
    void screeningAndEvaluationAreReadBack() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        List<UnitResult.ProblemScore> scores =
                List.of(new UnitResult.ProblemScore("p0", 32, 3, 1), new UnitResult.ProblemScore("p1", 32, 0, 0));
        put(journal, Unit.screen(0), new UnitResult.Screened(scores));
        put(journal, Unit.split(), new UnitResult.Split(List.of("p1"), List.of("p0"), 2, 5));
        put(journal, Unit.evaluate(0), new UnitResult.Evaluated(0, 0, scores));
        UnitResult.Total total =
                new UnitResult.Total(Map.of(1, 0.05, 32, 0.5), Map.of(1, 0.01, 32, 0.125), 2, 32, 1 / 64.0);
        assertThat(history.total(run.value())).isEmpty();
        put(journal, Unit.total(), total);
        assertThat(history.screening(run.value())).isEqualTo(scores);
        assertThat(history.evaluation(run.value())).isEqualTo(scores);
        assertThat(history.tooLong(run.value())).isEqualTo(5);
        assertThat(history.hardSet(run.value(), ResultReader.Half.TRAIN)).containsExactly("p1");
        assertThat(history.hardSet(run.value(), ResultReader.Half.TEST)).containsExactly("p0");
        assertThat(history.total(run.value())).contains(total);
    }

    @Test
    void rolloutsArePagedByKey() throws Exception {
        RunId run = runs.claimSoar();
        JdbcJournal journal = runs.journal(run);
        for (int t = 0; t < 3; t++) {
            journal.once(
                    Unit.baseline(t),
                    attempt -> new Journal.Output<>(
                            TestUnits.baseline(),
                            List.of(TestUnits.rollout(0, "a"), TestUnits.rollout(1, "b"), TestUnits.rollout(2, "c"))));
        }
        List<String> seen = new ArrayList<>();
        RolloutPage page = rollouts.page(run.value(), RolloutFilter.ofUnit(null), 4, null);
        while (true) {
            page.items().forEach(rollout -> seen.add(rollout.unit() + " " + rollout.ordinal()));
            if (page.next() == null) {
                break;
            }
            page = rollouts.page(run.value(), RolloutFilter.ofUnit(null), 4, page.next());
        }
        assertThat(seen).hasSize(9).doesNotHaveDuplicates().isSorted();
        assertThat(rollouts.page(run.value(), RolloutFilter.ofUnit("t/1/baseline"), 100, null)
                        .items())
                .hasSize(3);
        assertThatThrownBy(() -> rollouts.page(run.value(), RolloutFilter.ofUnit(null), 4, "?"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalRunsAreEqualWhateverTheirPathsAttemptsAndOwners() throws Exception {
        RunId first = runs.claimSoar();
        JdbcJournal journal = runs.journal(first);
        put(journal, Unit.init(), TestUnits.initial("a"));
        step(journal, "a", 0, TestUnits.checkpoint("a#student0", 0), 0);
        RunId second = runs.claimSoar();
        put(runs.journal(second), Unit.init(), TestUnits.initial("elsewhere"));
        runs.takeOver(second);
        step(runs.journal(second), "elsewhere", 0, TestUnits.checkpoint("elsewhere#student0", 0), 0);
        Comparison comparison = new Comparison(runs.jdbc());
        assertThat(comparison.differences(first.value(), second.value())).isEmpty();
        assertThat(comparison.comparedTables())
                .contains("trial", "rollout", "promotion", "artifact")
                .hasSizeGreaterThan(18);

        database.asOwner("update trial set reward = 0.5 where k = 1 and j = 1 and run_id = " + second);
        assertThat(comparison.differences(first.value(), second.value()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("trial: 4 and 4 rows; only in the first:");
    }

    @Test
    void theColumnsLeftOutOfAComparisonAreThese() {
        assertThat(Comparison.observedColumns(runs.jdbc()))
                .filteredOn(column -> !column.endsWith("_at"))
                .containsExactly(
                        "artifact.path",
                        "control_plane.host",
                        "control_plane.id",
                        "control_plane.parts",
                        "control_plane.pid",
                        "database_identity.artifacts",
                        "database_identity.id",
                        "experiment.idempotency_key",
                        "experiment.notes",
                        "experiment.retention",
                        "experiment.tags",
                        "experiment.version",
                        "policy.path",
                        "problem_set.created_by",
                        "promotion.student_path",
                        "registered_service.sealed_token",
                        "registered_service.token_key",
                        "registered_service.version",
                        "run.engine_log",
                        "run.failed_claims",
                        "run.generation",
                        "run.inherits",
                        "run.not_before",
                        "run.owner",
                        "run.pool",
                        "run.previous",
                        "run.priority",
                        "run.version",
                        "run.worker_log",
                        "run_event.position",
                        "run_heartbeat.fence",
                        "run_heartbeat.lease_until",
                        "run_owner.fence",
                        "run_owner.owner",
                        "run_unit.attempt",
                        "run_unit.fence",
                        "run_unit.inherited_from",
                        "run_unit.owner",
                        "run_unit.result",
                        "run_usage.accelerator_seconds",
                        "run_usage.seconds",
                        "service_probe.reachable",
                        "service_probe.result",
                        "service_probe.since",
                        "training_step.seconds",
                        "trial.student_path");
    }

    private static void step(JdbcJournal journal, String at, int t, Checkpoint student, int promotions)
            throws InterruptedException {
        put(journal, Unit.write(t), TestUnits.written(at, t));
        put(journal, Unit.baseline(t), TestUnits.baseline());
        put(journal, Unit.trial(t, 1, 0), TestUnits.trial(at, t, 1, 0));
        finish(journal, at, t, student, promotions);
    }

    private static void finish(JdbcJournal journal, int t, Checkpoint student, int promotions)
            throws InterruptedException {
        finish(journal, "a", t, student, promotions);
    }

    private static void finish(JdbcJournal journal, String at, int t, Checkpoint student, int promotions)
            throws InterruptedException {
        put(journal, Unit.trial(t, 0, 0), TestUnits.trial(at, t, 0, 0));
        put(journal, Unit.trial(t, 0, 1), TestUnits.trial(at, t, 0, 1));
        put(journal, Unit.trial(t, 1, 1), TestUnits.trial(at, t, 1, 1));
        put(journal, Unit.promote(t), TestUnits.decision(student, promotions));
        put(journal, Unit.teach(t), TestUnits.taught(at, t));
    }

    private static <R extends UnitResult> void put(JdbcJournal journal, Unit<R> unit, R result)
            throws InterruptedException {
        journal.once(unit, attempt -> Journal.Output.of(result));
    }
}
