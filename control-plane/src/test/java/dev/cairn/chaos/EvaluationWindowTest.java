package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import dev.cairn.results.ProblemScoreView;
import dev.cairn.results.ProblemScores;
import dev.cairn.results.ResultReader;
import dev.cairn.results.TrainedStudents;
import dev.cairn.settings.WindowSettings;
import dev.cairn.soar.FlatWindow;
import dev.cairn.testing.Comparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Students that are evaluated during their training. */
@Timeout(300)
final class EvaluationWindowTest extends OneControlPlane {
    private static final Map<String, Object> WINDOW = Map.of(
            "hardOnly.enabled",
            true,
            "hardOnly.steps",
            40,
            "evaluate.checkpoints",
            "FLAT_WINDOW",
            "evaluate.window.smoothing",
            1,
            "evaluate.window.steps",
            10,
            "evaluate.window.every",
            10);
    private static final String STEPS = "select step, count(*) from evaluation where run_id = %s group by 1 order by 1";

    EvaluationWindowTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aRetryInTheMiddleOfAWindowGivesTheSameScores() {
        ExperimentId undisturbed = fixture.submit(WINDOW);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(undisturbed);
        ResultReader results = fixture.experiments().get(ResultReader.class);
        TrainedStudents students =
                results.trainedStudents(run(undisturbed, "hard-only").id().value());
        assertThat(students.byStep()).containsOnlyKeys(10, 20, 30, 40);
        assertThat(students.rewards()).hasSize(40);
        FlatWindow window = FlatWindow.of(
                students.rewards(), 0, students.byStep().navigableKeySet(), new WindowSettings(1, 0.15, 10, 10));
        assertThat(window.steps()).as("so that several versions are evaluated").hasSize(2);
        long evaluation = run(undisturbed, "evaluate-hard-only").id().value();
        assertThat(database.query(STEPS.formatted(evaluation)))
                .isEqualTo(window.steps().stream().map(step -> step + "|6").toList());
        assertThat(database.query(
                        STEPS.formatted(run(undisturbed, "evaluate-base").id())))
                .as("only students of methods")
                .containsExactly("0|6");
        List<ProblemScoreView> scores = results.problemScores(
                        evaluation, ProblemScores.Source.EVALUATION, ProblemScores.Order.PROBLEM, 100, null)
                .items();
        assertThat(scores)
                .hasSize(6)
                .allSatisfy(score -> assertThat(score.samples()).isEqualTo(4));
        ExperimentSummary summary = fixture.experiments().get(Summaries.class).of(fixture.read(undisturbed));
        assertThat(summary.problems()).isEqualTo(6);
        assertThat(summary.samples()).isEqualTo(2);
        assertThat(summary.policies().getLast().steps())
                .isEqualTo(window.steps().getLast());
        assertThat(summary.policies().getLast().passAtK())
                .as("of the report and of the run")
                .containsAllEntriesOf(results.total(evaluation).orElseThrow().passAtK());
        assertThat(summary.policies().getLast().evaluatedSteps()).isEqualTo(window.steps());
        assertThat(summary.policies().getFirst().evaluatedSteps()).isEmpty();
        assertThat(summary.notes())
                .contains("Scores of hard-only are means over its student after steps "
                        + window.steps().getFirst() + ", " + window.steps().getLast() + " of its training"
                        + (window.found() ? "." : ", the last ones: its training reward rises to the end."));

        faults.fail(".* r\\d+/evaluate/3.*", Remedy.FIX_REQUEST);
        ExperimentId disturbed = fixture.submit(WINDOW);
        controlPlane.executor().wakeUp();
        awaitState(disturbed, "evaluate-hard-only", RunState.FAILED);
        faults.none();
        fixture.experiments().control().retry(disturbed);
        controlPlane.executor().wakeUp();
        awaitState(disturbed, "evaluate-hard-only", RunState.SUCCEEDED);
        await().until(() -> fixture.isOver(disturbed));
        long retried = run(disturbed, "evaluate-hard-only").id().value();
        assertThat(run(disturbed, "evaluate-hard-only").generation()).isEqualTo(2);
        assertThat(new Comparison(fixture.experiments().jdbc()).differences(evaluation, retried))
                .allMatch(
                        difference -> difference.matches("(artifact|metric_point|rollout|rollout_text|run_usage): .*"));
    }
}
