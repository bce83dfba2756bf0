package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Run;
import dev.cairn.experiments.Run.Progress;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The line that is written over, of a run that is at outer step 2. */
class ActivityTest {
    private static final Instant BEGAN = Instant.ofEpochSecond(100);

    @Test
    void betweenTwoUnitsARunIsNotStarting() {
        assertThat(activity(0)).isEqualTo("starting");
        assertThat(activity(2)).isEqualTo("outer step 2");
    }

    @Test
    void studentsInTrainingAreCountedTogether() {
        assertThat(activity(2, unit("t/2/trial/0/0", 3, 10), unit("t/2/trial/1/0", 4, 10)))
                .isEqualTo("outer step 2, 2 students in training, 7 of 20 steps");
    }

    @Test
    void blocksSayMoreThanTheLineBeforeThem() {
        assertThat(activity(0, Progress.of("screen/1", 1, 16, "blocks of problems", BEGAN)))
                .isEqualTo("1 of 16 blocks of problems done, 1 min 5 s into the next");
        assertThat(activity(0, Progress.of("screen/15", 16, 16, "blocks of problems", BEGAN)))
                .isEqualTo("16 of 16 blocks of problems done");
    }

    @Test
    void whatHasNothingToCountSaysHowLongItTakes() {
        assertThat(activity(0, unit("connect", 0, 1)))
                .isEqualTo("loading the model into vLLM and the trainer (1 min 5 s)");
        assertThat(activity(2, unit("t/2/teach", 0, 1)))
                .isEqualTo("outer step 2, the teacher learns from the rewards (1 min 5 s)");
    }

    private static Progress unit(String name, int done, int total) {
        return Progress.of(name, done, total, "steps", BEGAN);
    }

    private static String activity(int outerStepsDone, Progress... progress) {
        return Activity.of(
                new Run(
                        new RunId(2),
                        new ExperimentId(1),
                        "chains",
                        "chains",
                        "local",
                        "soar",
                        RunKind.SOAR,
                        null,
                        RunState.RUNNING,
                        null,
                        null,
                        1,
                        null,
                        1,
                        new Run.Queueing("default", 0, 4, "here", null),
                        BEGAN,
                        BEGAN,
                        null,
                        List.copyOf(Arrays.asList(progress)),
                        outerStepsDone,
                        8,
                        0,
                        null,
                        null),
                BEGAN.plusSeconds(65));
    }
}
