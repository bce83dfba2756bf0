package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSets;
import dev.cairn.results.OuterStepReader;
import dev.cairn.results.OuterStepView;
import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that take over the SOAR run of an earlier one. */
@Timeout(300)
final class TakenSoarRunTest extends OneControlPlane {
    private static final Map<String, Object> GROUNDED = Map.of(
            "methods.groundedT",
            true,
            "methods.questions",
            4,
            "methods.steps",
            4,
            "methods.syntheticSteps",
            2,
            "methods.warmupSteps",
            1);

    TakenSoarRunTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void anotherSeedAndMethodUseTheTeacherThatIsThere() {
        ExperimentId first = undisturbed();
        ExperimentId second = fixture.submit(taking(first, Map.of("seed", 77)));
        ended(second);

        assertThat(database.query("select count(*) from rollout where run_id in (%s, %s)"
                        .formatted(
                                run(second, "screen").id(), run(second, "soar").id())))
                .as("neither screened nor trained again")
                .containsExactly("0");
        String steps =
                "select t, mean_reward, moving_average, promoted, student_sha256 from promotion where run_id = %s"
                        + " order by t";
        assertThat(database.query(steps.formatted(run(second, "soar").id())))
                .isNotEmpty()
                .isEqualTo(database.query(steps.formatted(run(first, "soar").id())));
        assertThat(database.query(lastTeacher(second))).isEqualTo(database.query(lastTeacher(first)));
        assertThat(database.query("select count(*) from sampled_question where run_id = "
                        + run(second, "sample-grounded-t").id()))
                .containsExactly("4");
        assertThat(run(second, "evaluate-grounded-t").state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run(second, "soar").previous()).isEqualTo(run(first, "soar").id());

        ExperimentId third = fixture.submit(taking(second, Map.of("seed", 78)));
        ended(third);
        assertThat(database.query(steps.formatted(run(third, "soar").id())))
                .as("from one that took it over itself")
                .isEqualTo(database.query(steps.formatted(run(first, "soar").id())));
    }

    @Test
    void aTeacherOfOtherProblemsWritesForTheseOnes() {
        ExperimentId first = undisturbed();
        long others = store("others", ChaosScript.OTHERS);
        ExperimentId second = submit(taking(first, Map.of("problems.set", "others")), others);
        ended(second);

        assertThat(database.query("select distinct left(problem, 6) from hard_set where run_id = "
                        + run(second, "screen").id()))
                .as("screened here")
                .containsExactly("other/");
        assertThat(run(second, "evaluate-grounded-t").state()).isEqualTo(RunState.SUCCEEDED);
        long soar = run(second, "soar").id().value();
        OuterStepView.TrialView trial = fixture.experiments()
                .get(OuterStepReader.class)
                .trial(soar, 0, 0, 0)
                .orElseThrow();
        assertThat(trial.outcomes())
                .as("its reward questions are those of the other experiment, with their texts")
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.question()).isNotNull());
        RolloutSearch rollouts = fixture.experiments().get(RolloutSearch.class);
        RolloutView asked = rollouts.page(soar, RolloutFilter.ofUnit("t/0/baseline"), 1, null)
                .items()
                .getFirst();
        RolloutDetail detail = fixture.experiments()
                .get(RolloutDetails.class)
                .of(soar, asked.unit(), asked.ordinal())
                .orElseThrow();
        assertThat(detail.question()).isNotNull();

        ExperimentId third = fixture.submit(taking(second, Map.of("seed", 79)));
        ended(third);
        assertThat(halves(third))
                .as("back on the teacher's own problems, which were its reward questions")
                .isEqualTo(halves(first));
        long copies = store(
                "copies",
                FakeCluster.problems(12).stream()
                        .map(problem ->
                                new Problem("copy/" + problem.id(), "  " + problem.question(), problem.answer()))
                        .toList());
        assertThatThrownBy(() -> submit(taking(second, Map.of("problems.set", "copies")), copies))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("problems.set: has ")
                .hasMessageContaining(" problems on which the teacher of experiment " + first + " was rewarded");
    }

    @Test
    void aRestartNeverTrainsTheTeacherAnew() {
        ExperimentId first = undisturbed();
        ExperimentId second = fixture.submit(taking(first, Map.of("seed", 77)));
        ended(second);
        fixture.experiments().control().restart(run(second, "screen").id());
        controlPlane.executor().wakeUp();
        await().until(() -> run(second, "evaluate-grounded-t").generation() == 2);
        ended(second);
        assertThat(run(second, "soar").generation()).isEqualTo(2);
        assertThat(halves(second)).isEqualTo(halves(first));
        assertThat(database.query(lastTeacher(second))).isEqualTo(database.query(lastTeacher(first)));
        assertThat(database.query("select count(*) from rollout where run_id = "
                        + run(second, "soar").id()))
                .containsExactly("0");
    }

    @Test
    void whatCannotBeTakenOverIsRefusedByField() throws Exception {
        refused(Map.of("methods.soarFrom", 4711), "methods.soarFrom: there is no experiment 4711");
        ExperimentId first = undisturbed();
        refused(
                taking(first, Map.of("soar.outer.tau", 0.5, "prompts.teacher", "Write something else.")),
                "soar.outer.tau: differs from experiment " + first + ", whose SOAR run methods.soarFrom takes");
        refused(
                taking(first, Map.of("prompts.teacher", "Write something else.")),
                "prompts.teacher: differs from experiment " + first);
        refused(
                taking(first, Map.of("screen.samples", 9)),
                "screen.samples: differs from experiment " + first + ", whose screening methods.soarFrom takes");
        ExperimentId other = fixture.submit(Map.of("seed", 6));
        ended(other);
        refused(
                taking(first, Map.of("screen.from", other.value())),
                "screen.from: names an experiment with another hard set than experiment " + first);
        fixture.submit(taking(first, Map.of("screen.from", first.value())));

        faults.fail("step r\\d+/t/1/trial/1/0.*", Remedy.FIX_REQUEST);
        ExperimentId failed = fixture.submit(Map.of("seed", 8));
        controlPlane.executor().wakeUp();
        awaitState(failed, "soar", RunState.FAILED);
        faults.none();
        refused(
                Map.of("methods.soarFrom", failed.value()),
                "methods.soarFrom: the SOAR run of experiment " + failed + " has not succeeded, it is failed");

        String teacher = database.query(lastTeacher(first)).getFirst();
        database.asOwner("update artifact set removed_at = now() where sha256 = '" + teacher + "'");
        refused(
                taking(first, Map.of()),
                "methods.soarFrom: the files of the teacher after its last update of experiment " + first
                        + " were removed");
    }

    private long store(String name, List<Problem> problems) {
        return fixture.experiments()
                .get(ProblemSets.class)
                .store(name, "test", problems)
                .id();
    }

    private ExperimentId submit(Map<String, ?> settings, long problemSet) {
        ExperimentSpec spec = ChaosScript.EXPERIMENT.with(settings).spec();
        return fixture.experiments()
                .store()
                .submit(new Submission(
                        spec, "chains", problemSet, RunPlanner.plan(spec), new Submitter("chaos", null), null))
                .id();
    }

    private List<String> halves(ExperimentId experiment) {
        return database.query("select half, ordinal, problem from hard_set where run_id = "
                + run(experiment, "screen").id() + " order by 1, 2");
    }

    private static Map<String, Object> taking(ExperimentId from, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(GROUNDED);
        settings.put("methods.soarFrom", from.value());
        settings.putAll(more);
        return settings;
    }

    private void refused(Map<String, ?> settings, String message) {
        assertThatThrownBy(() -> fixture.submit(settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private void ended(ExperimentId experiment) {
        controlPlane.executor().wakeUp();
        await().until(() -> fixture.isOver(experiment));
        Experiment read = fixture.read(experiment);
        assertThat(read.runs()).extracting(Run::reason).containsOnlyNulls();
    }

    private String lastTeacher(ExperimentId experiment) {
        return "select sha256 from policy where role = 'teacher' and unit like 't/%/teach' and run_id = "
                + run(experiment, "soar").id() + " order by split_part(unit, '/', 2)::int desc limit 1";
    }
}
