package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunSpec.Policy;
import dev.cairn.testing.TestSpecs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutlooksTest {
    private static final MeasuredRate RATE = new MeasuredRate(3, 0.01, 0.02, 0);

    private static Run run(RunKind kind, RunState state, @Nullable Integer stepsDone, @Nullable Integer steps) {
        return run(kind, null, state, stepsDone, steps);
    }

    private static Run run(
            RunKind kind,
            @Nullable Policy policy,
            RunState state,
            @Nullable Integer stepsDone,
            @Nullable Integer steps) {
        return new Run(
                new RunId(1),
                new ExperimentId(1),
                "e",
                null,
                "local",
                kind.wireName(),
                kind,
                policy,
                state,
                null,
                null,
                1,
                null,
                1,
                new Run.Queueing("default", 0, 1, null, null),
                Instant.EPOCH,
                null,
                null,
                List.of(),
                stepsDone,
                steps,
                null,
                null,
                null);
    }

    private static RunProgress screened() {
        return new RunProgress(run(RunKind.SCREEN, RunState.SUCCEEDED, null, null), 100, 100, 100, 5);
    }

    @Test
    void aRunInProgressIsEstimatedAtItsOwnPaceAndOneToComeAtThatOfEarlierOnes() {
        Outlook left = Outlooks.left(
                List.of(
                        screened(),
                        new RunProgress(run(RunKind.SOAR, RunState.RUNNING, 2, 8), 800, 1600, 200, 100),
                        new RunProgress(run(RunKind.EVALUATE, RunState.WAITING, null, null), 100, 100, 0, 0)),
                Map.of(RunKind.EVALUATE, RATE));
        assertThat(left.share()).isCloseTo(0.3, within(1e-9));
        assertThat(left.minSeconds()).isCloseTo(600 * 0.5 + 1, within(1e-9));
        assertThat(left.maxSeconds()).isCloseTo(1200 * 0.5 + 2, within(1e-9));
        assertThat(left.basis())
                .isEqualTo("the pace of the run in progress, and 3 earlier runs with comparable settings (evaluate)");
    }

    @Test
    void withoutARateThereIsNoTimeButTheReasonAndTheProgress() {
        Outlook left = Outlooks.left(
                List.of(screened(), new RunProgress(run(RunKind.SOAR, RunState.QUEUED, 0, 8), 100, 200, 0, 0)),
                Map.of());
        assertThat(left.share()).isEqualTo(0.5);
        assertThat(left.minSeconds()).isNull();
        assertThat(left.basis()).isEqualTo("no soar run with comparable settings has succeeded yet");
    }

    @Test
    void aScreeningThatStopsAtSuccessesIsEstimatedFromTheProblemsThatItHasFinished() {
        RunProgress running =
                new RunProgress(run(RunKind.SCREEN, RunState.RUNNING, null, null), 12_800, 12_800, 60, 30);
        Outlook left = Outlooks.left(List.of(running.expectedFrom(20, 100)), Map.of());
        assertThat(left.share()).isCloseTo(0.2, within(1e-9));
        assertThat(left.minSeconds()).isCloseTo(240 * 0.5, within(1e-9));
        assertThat(running.expectedFrom(0, 100)).as("nothing is known yet").isEqualTo(running);
        assertThat(screened().expectedFrom(20, 100)).as("it has ended").isEqualTo(screened());
    }

    @Test
    void aRaceIsExpectedToNeedWhatItsStepsHaveNeededWithinThePlan() {
        RunProgress running = new RunProgress(run(RunKind.SOAR, RunState.RUNNING, 2, 8), 400, 1600, 300, 30);
        Outlook left = Outlooks.left(List.of(running.expecting(800)), Map.of());
        assertThat(left.minSeconds()).isEqualTo(left.maxSeconds()).isCloseTo(600 * 0.1, within(1e-9));
        assertThat(running.expecting(9000).least()).isEqualTo(1600);
        assertThat(running.expecting(1).least()).isEqualTo(400);
    }

    @Test
    void theChoiceOfAPromotedStudentCountsOnceItsPromotionsAreKnown() {
        ExperimentSpec spec = TestSpecs.chains(Map.of(
                "evaluate.promoted", "BEST_ON_TRAIN",
                "evaluate.inferenceSeeds", 3,
                "evaluate.problems", 40,
                "evaluate.samples", 8));
        RunProgress planned =
                new RunProgress(run(RunKind.EVALUATE, Policy.PROMOTED, RunState.WAITING, null, null), 1000, 3000, 0, 0);
        assertThat(Outlooks.evaluation(planned, spec, 50, Optional.empty())).isEqualTo(planned);
        RunProgress known = Outlooks.evaluation(planned, spec, 50, Optional.of(4L * 50));
        assertThat(known.least()).isEqualTo(3 * 40 * 8 + 4 * 50);
        assertThat(known.most()).isEqualTo(known.least());
        RunProgress base =
                new RunProgress(run(RunKind.EVALUATE, Policy.BASE, RunState.WAITING, null, null), 1000, 3000, 0, 0);
        assertThat(Outlooks.evaluation(base, spec, 30, Optional.of(4L * 50)).most())
                .as("three seeds of 30 problems")
                .isEqualTo(3 * 30 * 8);
    }

    @Test
    void whatFailedOrWasCancelledIsNotLeft() {
        Outlook left = Outlooks.left(
                List.of(screened(), new RunProgress(run(RunKind.SOAR, RunState.CANCELLED, 1, 8), 100, 200, 10, 1)),
                Map.of());
        assertThat(left.share()).isEqualTo(1);
        assertThat(left.maxSeconds()).isZero();
    }
}
