package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.Summaries;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Methods whose teacher is that of an earlier outer step. */
@Timeout(300)
final class TeacherStepTest extends OneControlPlane {
    private static final Map<String, Object> OF_THE_FIRST_STEP = Map.of(
            "methods.groundedT",
            true,
            "methods.teacherInference",
            true,
            "methods.teacherStep",
            1,
            "methods.questions",
            4,
            "methods.steps",
            4,
            "methods.syntheticSteps",
            2,
            "methods.warmupSteps",
            1);

    TeacherStepTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void theTeacherOfThatOuterStepWritesTheQuestionsAndIsEvaluated() {
        ExperimentId experiment = finished(OF_THE_FIRST_STEP);
        assertThat(asked(experiment, "sample-grounded-t")).isEqualTo(teacher(experiment, "t/0/teach"));
        assertThat(asked(experiment, "evaluate-teacher")).isEqualTo(teacher(experiment, "t/0/teach"));
        ExperimentSummary summary = fixture.experiments().get(Summaries.class).of(fixture.read(experiment));
        assertThat(summary.policies().getLast().name()).isEqualTo("teacher");
        assertThat(summary.policies().getLast().optimizerSteps()).isEqualTo((int)
                database.number("select optimizer_steps from policy where unit = 't/0/teach' and run_id = "
                        + run(experiment, "soar").id()));

        Map<String, Object> taking = new HashMap<>(OF_THE_FIRST_STEP);
        taking.put("methods.soarFrom", experiment.value());
        ExperimentId taken = finished(taking);
        assertThat(asked(taken, "sample-grounded-t")).isEqualTo(teacher(experiment, "t/0/teach"));
        taking.put("methods.teacherStep", 2);
        assertThat(asked(finished(taking), "sample-grounded-t")).isEqualTo(teacher(experiment, "t/1/teach"));

        database.asOwner("update artifact set removed_at = now() where path = '"
                + teacher(experiment, "t/0/teach").getFirst() + "'");
        finished(taking);
        taking.put("methods.teacherStep", 1);
        assertThatThrownBy(() -> fixture.submit(taking))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("methods.soarFrom: the files of the teacher after outer step 1 of experiment "
                        + experiment + " were removed");
        assertThatThrownBy(() -> fixture.experiments()
                        .control()
                        .restart(run(experiment, "sample-grounded-t").id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("starts from a teacher of run "
                        + run(experiment, "soar").id());
    }

    @Test
    void aRunThatItsBudgetStoppedBeforeTheStepHasNoSuchTeacher() {
        Map<String, Object> settings = new HashMap<>(OF_THE_FIRST_STEP);
        settings.put("budget.run.rollouts", 70);
        ExperimentId experiment = fixture.submit(settings);
        controlPlane.executor().wakeUp();
        awaitState(experiment, "sample-grounded-t", RunState.FAILED);
        assertThat(run(experiment, "sample-grounded-t").reason())
                .contains("run soar decided 0 outer steps and has no teacher after outer step 1 (methods.teacherStep)");
        await().until(() -> fixture.isOver(experiment));
    }

    private ExperimentId finished(Map<String, Object> settings) {
        ExperimentId experiment = fixture.submit(settings);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
        return experiment;
    }

    /** Paths of the policies that a run has asked. */
    private List<String> asked(ExperimentId experiment, String run) {
        String of = "r" + run(experiment, run).id() + "/";
        return controlPlane.cluster().calls().generations().stream()
                .filter(generation -> generation.name().startsWith(of))
                .map(generation -> generation.policy().path())
                .distinct()
                .toList();
    }

    private List<String> teacher(ExperimentId experiment, String unit) {
        List<String> paths = database.query("select path from policy where role = 'teacher' and unit = '" + unit
                + "' and run_id = " + run(experiment, "soar").id());
        assertThat(paths).hasSize(1);
        return paths;
    }
}
