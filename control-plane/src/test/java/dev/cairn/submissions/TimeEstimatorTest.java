package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RunKind;
import dev.cairn.testing.TestSpecs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeEstimatorTest {
    private static final int PROBLEMS = 600;
    private static final ExperimentSpec CHAINS = TestSpecs.chains(Map.of("hardOnly.enabled", false));

    @Test
    void completionsAreMultipliedByTheFastestAndTheSlowestRate() {
        Map<RunKind, MeasuredRate> rates = Map.of(
                RunKind.SCREEN, new MeasuredRate(1, 0.001, 0.001, 1),
                RunKind.SOAR, new MeasuredRate(2, 0.002, 0.004, 1),
                RunKind.EVALUATE, new MeasuredRate(3, 0.01, 0.02, 1));
        TimeEstimate time = new TimeEstimator(spec -> rates).estimate(CHAINS, PROBLEMS);
        RolloutCounts least = RolloutCounts.of(CHAINS, PROBLEMS, Promotions.NONE);
        RolloutCounts most = RolloutCounts.of(CHAINS, PROBLEMS, Promotions.AS_MANY_AS_THE_GATE_ALLOWS);
        double fast =
                least.of(RunKind.SCREEN) * 0.001 + least.of(RunKind.SOAR) * 0.002 + least.of(RunKind.EVALUATE) * 0.01;
        double slow =
                most.of(RunKind.SCREEN) * 0.001 + most.of(RunKind.SOAR) * 0.004 + most.of(RunKind.EVALUATE) * 0.02;
        assertThat(time.minSeconds()).isCloseTo(fast, within(1e-6));
        assertThat(time.maxSeconds()).isCloseTo(slow, within(1e-6)).isGreaterThan(fast);
        assertThat(time.maxAcceleratorHours()).isCloseTo(slow / 3600, within(1e-9));
        assertThat(time.runs()).isEqualTo(6);
        assertThat(time.basis()).contains("6 earlier runs with comparable settings (screen, soar, evaluate)");
    }

    @Test
    void onACpuThereAreNoAcceleratorHours() {
        MeasuredRate rate = new MeasuredRate(1, 0.1, 0.2, 0);
        Map<RunKind, MeasuredRate> rates = Map.of(RunKind.SCREEN, rate, RunKind.SOAR, rate, RunKind.EVALUATE, rate);
        TimeEstimate time = new TimeEstimator(spec -> rates).estimate(CHAINS, PROBLEMS);
        assertThat(time.maxAcceleratorHours()).isZero();
    }

    @Test
    void whereOneRateWasNeverMeasuredThereIsNoNumber() {
        Map<RunKind, MeasuredRate> rates = Map.of(RunKind.SCREEN, new MeasuredRate(1, 0.1, 0.2, 0));
        TimeEstimate time = new TimeEstimator(spec -> rates).estimate(CHAINS, PROBLEMS);
        assertThat(time.minSeconds()).isNull();
        assertThat(time.maxAcceleratorHours()).isNull();
        assertThat(time.runs()).isZero();
        assertThat(time.basis()).isEqualTo("no soar, evaluate run with comparable settings has succeeded yet");
    }
}
