package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.RefusedException;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import dev.cairn.testing.Comparison;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Students that are evaluated after a fixed step of their training. */
@Timeout(300)
final class FixedStepEvaluationTest extends OneControlPlane {
    private static final Map<String, Object> FIXED = Map.of(
            "hardOnly.enabled", true, "hardOnly.steps", 40, "evaluate.checkpoints", "FIXED_STEP", "evaluate.step", 20);

    FixedStepEvaluationTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void theStudentOfThatStepOfTheWholeTrainingIsEvaluatedAlsoByARetry() {
        ExperimentId undisturbed = finished(FIXED);
        long training = id(undisturbed, "hard-only");
        assertThat(database.number("select count(*) from training_step where run_id = " + training))
                .as("the whole training")
                .isEqualTo(40);
        long evaluation = id(undisturbed, "evaluate-hard-only");
        assertThat(controlPlane.cluster().calls().generations().stream()
                        .filter(generation -> generation.name().startsWith("r" + evaluation + "/"))
                        .map(generation -> generation.policy().path())
                        .distinct())
                .containsExactlyElementsOf(
                        database.query("select path from policy where unit = 'segment/1' and run_id = " + training));
        assertThat(steps(evaluation)).containsExactly("20|6");
        assertThat(steps(id(undisturbed, "evaluate-base")))
                .as("only students of methods")
                .containsExactly("0|6");
        assertThat(database.query(
                        "select policy, policy_of_run, step, problems from history.evaluation_steps where run_id = "
                                + evaluation))
                .containsExactly("TRAINED|hard-only|20|6");

        ExperimentSummary summary = fixture.experiments().get(Summaries.class).of(fixture.read(undisturbed));
        ExperimentSummary.PolicyResult student = summary.policies().getLast();
        assertThat(student.name()).isEqualTo("hard-only");
        assertThat(student.steps()).isEqualTo(20);
        assertThat(student.evaluatedSteps()).containsExactly(20);
        assertThat(summary.notes())
                .contains("Scores of hard-only are those of its student after step 20 of its training.");

        Map<String, Object> last = new HashMap<>(FIXED);
        last.put("evaluate.checkpoints", "LAST");
        assertThat(firstSteps(finished(last)))
                .as("evaluations do not change a training")
                .isEqualTo(firstSteps(undisturbed));
        last.put("hardOnly.steps", 20);
        assertThat(firstSteps(finished(last)))
                .as("a shorter training has another schedule")
                .hasSize(20)
                .isNotEqualTo(firstSteps(undisturbed));

        faults.fail(".* r\\d+/evaluate/1.*", Remedy.FIX_REQUEST);
        ExperimentId disturbed = fixture.submit(FIXED);
        controlPlane.executor().wakeUp();
        awaitState(disturbed, "evaluate-hard-only", RunState.FAILED);
        faults.none();
        fixture.experiments().control().retry(disturbed);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(disturbed);
        assertThat(run(disturbed, "evaluate-hard-only").generation()).isEqualTo(2);
        assertThat(new Comparison(fixture.experiments().jdbc())
                        .differences(evaluation, id(disturbed, "evaluate-hard-only")))
                .allMatch(
                        difference -> difference.matches("(artifact|metric_point|rollout|rollout_text|run_usage): .*"));
    }

    @Test
    void aTrainingThatItsBudgetStoppedBeforeTheStepHasNoSuchStudent() {
        Map<String, Object> settings = new HashMap<>(FIXED);
        settings.put("budget.run.rollouts", 70);
        ExperimentId experiment = fixture.submit(settings);
        controlPlane.executor().wakeUp();
        awaitState(experiment, "evaluate-hard-only", RunState.FAILED);
        assertThat(run(experiment, "hard-only").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run(experiment, "evaluate-hard-only").reason())
                .contains("run hard-only took 10 optimizer steps, so it has no student after step 20 (evaluate.step)");
        await().until(() -> fixture.isOver(experiment));
    }

    @Test
    void aRestartNeedsTheFilesOfThatStepAndNoOthers() {
        ExperimentId experiment = finished(FIXED);
        long training = id(experiment, "hard-only");
        remove(training, "segment/3");
        fixture.experiments()
                .control()
                .restart(run(experiment, "evaluate-hard-only").id());
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
        assertThat(steps(id(experiment, "evaluate-hard-only"))).containsExactly("20|6");

        remove(training, "segment/1");
        assertThatThrownBy(() -> fixture.experiments()
                        .control()
                        .restart(run(experiment, "evaluate-hard-only").id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "starts from a student of run " + training + " (hard-only), whose files were removed");
    }

    private ExperimentId finished(Map<String, Object> settings) {
        ExperimentId experiment = fixture.submit(settings);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
        return experiment;
    }

    private long id(ExperimentId experiment, String name) {
        return run(experiment, name).id().value();
    }

    private List<String> steps(long evaluation) {
        return database.query(
                "select step, count(*) from evaluation where run_id = " + evaluation + " group by 1 order by 1");
    }

    private List<String> firstSteps(ExperimentId experiment) {
        return database.query("select step, learning_rate, mean_reward from training_step where step < 20 and run_id = "
                + id(experiment, "hard-only") + " order by step");
    }

    private void remove(long run, String unit) {
        database.execute("update artifact set removed_at = now() where path = (select path from policy where run_id = "
                + run + " and unit = '" + unit + "' and role = 'student')");
    }
}
