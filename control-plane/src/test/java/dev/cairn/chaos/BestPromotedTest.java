package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.Gate;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import dev.cairn.results.CandidateView;
import dev.cairn.results.ResultReader;
import dev.cairn.results.rollouts.RolloutDetails;
import dev.cairn.testing.Comparison;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations of the promoted student that is best on the train half. */
@Timeout(300)
final class BestPromotedTest extends OneControlPlane {
    private static final int STEPS = 4;

    /** Every outer step promotes a student. */
    private static final Map<String, Object> BEST = Map.of(
            "seed",
            14,
            "soar.outer.steps",
            STEPS,
            "soar.outer.tau",
            -1,
            "evaluate.promoted",
            "BEST_ON_TRAIN",
            "evaluate.inferenceSeeds",
            2,
            "hardOnly.enabled",
            false);

    BestPromotedTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aRetryInTheMiddleOfTheChoiceGivesTheSameRows() {
        ExperimentId undisturbed = ended(BEST);
        long evaluation = run(undisturbed, "evaluate-promoted").id().value();
        List<CandidateView> candidates =
                fixture.experiments().get(ResultReader.class).candidates(evaluation);
        assertThat(candidates)
                .hasSize(STEPS)
                .allSatisfy(one -> assertThat(one.problems()).isEqualTo(8));
        int best = candidates.stream().mapToInt(CandidateView::correct).max().orElseThrow();
        assertThat(candidates.getLast().correct())
                .as("so that it is not the one that was promoted last")
                .isLessThan(best);
        CandidateView chosen = candidates.stream()
                .filter(one -> one.correct() == best)
                .reduce((first, later) -> later)
                .orElseThrow();
        assertThat(candidates.stream().filter(CandidateView::chosen)).containsExactly(chosen);
        assertThat(database.query("select outer_step, chosen from history.candidates where chosen"))
                .containsExactly(chosen.outerStep() + "|t");

        ExperimentSummary summary = fixture.experiments().get(Summaries.class).of(fixture.read(undisturbed));
        assertThat(summary.policies().getLast().promotedIn()).isEqualTo(chosen.outerStep());
        assertThat(summary.policies().getLast().deviations()).containsOnlyKeys(1);
        assertThat(summary.notes())
                .anyMatch(note -> note.startsWith("promoted is the student of outer step " + chosen.outerStep()
                        + ". Of " + STEPS + " promoted students"));
        assertThat(Objects.requireNonNull(new RolloutDetails(database.jdbc())
                        .of(evaluation, "candidate/1", 3)
                        .orElseThrow()
                        .question()))
                .startsWith("Hard problem");

        faults.fail(".* r\\d+/candidate/2.*", Remedy.FIX_REQUEST);
        ExperimentId disturbed = fixture.submit(BEST);
        controlPlane.executor().wakeUp();
        awaitState(disturbed, "evaluate-promoted", RunState.FAILED);
        faults.none();
        fixture.experiments().control().retry(disturbed);
        controlPlane.executor().wakeUp();
        awaitState(disturbed, "evaluate-promoted", RunState.SUCCEEDED);
        await().until(() -> fixture.isOver(disturbed));
        long retried = run(disturbed, "evaluate-promoted").id().value();
        assertThat(run(disturbed, "evaluate-promoted").generation()).isEqualTo(2);
        assertThat(database.query("select count(*) from rollout where purpose = 'CANDIDATE' and run_id = " + retried))
                .as("two of four are not asked again")
                .containsExactly("16");
        assertThat(new Comparison(fixture.experiments().jdbc()).differences(evaluation, retried))
                .allMatch(
                        difference -> difference.matches("(artifact|metric_point|rollout|rollout_text|run_usage): .*"));
    }

    @Test
    void aSoarRunThatIsTakenOverIsChosenFromAgain() {
        ExperimentId first = ended(BEST);
        ExperimentId second = ended(taking(first));
        String scores = "select t, correct, student_sha256 from candidate where run_id = %s order by t";
        assertThat(database.query(
                        scores.formatted(run(second, "evaluate-promoted").id())))
                .hasSize(STEPS)
                .isEqualTo(database.query(
                        scores.formatted(run(first, "evaluate-promoted").id())));
    }

    @Test
    void theFilesOfEveryPromotedStudentAreNeeded() {
        ExperimentId first = ended(BEST);
        database.asOwner("update artifact set removed_at = now() where path = (select student_path from promotion"
                + " where t = 1 and run_id = " + run(first, "soar").id() + ")");
        assertThatThrownBy(() -> fixture.submit(taking(first)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "methods.soarFrom: the files of the student promoted in outer step 1 of experiment " + first
                                + " were removed");
        assertThatThrownBy(() -> fixture.experiments()
                        .control()
                        .restart(run(first, "evaluate-promoted").id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("restart run " + run(first, "soar").id());
        Map<String, Object> last = new HashMap<>(taking(first));
        last.put("evaluate.promoted", "LAST");
        ended(last);
    }

    @Test
    void filesThatGoMissingInTheMeantimeAreNamed() {
        faults.fail(".* r\\d+/candidate/0.*", Remedy.FIX_REQUEST);
        ExperimentId experiment = fixture.submit(BEST);
        controlPlane.executor().wakeUp();
        awaitState(experiment, "evaluate-promoted", RunState.FAILED);
        await().until(() -> fixture.isOver(experiment));
        faults.none();
        admin.gate(Gate.PAUSED);
        fixture.experiments().control().retry(experiment);
        database.asOwner("update artifact set removed_at = now() where path = (select student_path from promotion"
                + " where t = 2 and run_id = " + run(experiment, "soar").id() + ")");
        admin.gate(Gate.OPEN);
        controlPlane.executor().wakeUp();
        await().untilAsserted(() -> assertThat(run(experiment, "evaluate-promoted"))
                .matches(run -> run.generation() == 2 && run.state() == RunState.FAILED));
        assertThat(run(experiment, "evaluate-promoted").reason())
                .contains(
                        "promoted in outer step 2",
                        "removed by the rules for retention",
                        "clone the experiment with evaluate.promoted = LAST");
    }

    private ExperimentId ended(Map<String, ?> settings) {
        ExperimentId experiment = fixture.submit(settings);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
        return experiment;
    }

    private static Map<String, Object> taking(ExperimentId from) {
        Map<String, Object> settings = new HashMap<>(BEST);
        settings.put("methods.soarFrom", from.value());
        return settings;
    }
}
