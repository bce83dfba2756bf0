package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.experiments.Experiment;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RunKind;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLeftEstimatorTest {
    private static final int PROBLEMS = 600;
    private static final MeasuredRate RATE = new MeasuredRate(1, 0.001, 0.002, 0);
    private static final Map<RunKind, MeasuredRate> RATES =
            Map.of(RunKind.SCREEN, RATE, RunKind.SOAR, RATE, RunKind.TRAIN, RATE, RunKind.EVALUATE, RATE);

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final Experiment submitted = experiments.submit(Map.of());
    private final ExperimentSpec spec = TestJson.MAPPER.convertValue(read().spec(), ExperimentSpec.class);

    private Experiment read() {
        return experiments.store().find(submitted.id()).orElseThrow();
    }

    private TimeLeft left(Map<RunKind, MeasuredRate> rates, Map<RunId, Worked> worked) {
        return new TimeLeftEstimator(any -> rates)
                .estimate(read(), spec, PROBLEMS, worked)
                .orElseThrow();
    }

    @Test
    void beforeAnythingIsDoneItIsTheWholeAtTheRatesOfEarlierRuns() {
        TimeLeft left = left(RATES, Map.of());
        assertThat(left.minSeconds())
                .isCloseTo(
                        RolloutCounts.of(spec, PROBLEMS, Promotions.NONE).all().total() * 0.001, within(1e-6));
        assertThat(left.maxSeconds())
                .isCloseTo(
                        RolloutCounts.of(spec, PROBLEMS, Promotions.AS_MANY_AS_THE_GATE_ALLOWS)
                                        .all()
                                        .total()
                                * 0.002,
                        within(1e-6));
    }

    @Test
    void aRunWithAPaceOfItsOwnCountsByThatAndLessWhatItHasDone() {
        RunId screen = experiments.run(submitted, "screen");
        long all = RolloutCounts.of(spec, PROBLEMS, Promotions.NONE).of(RunKind.SCREEN);
        double before = left(RATES, Map.of()).minSeconds();
        double after = left(RATES, Map.of(screen, new Worked(100, 50))).minSeconds();
        assertThat(after).isCloseTo(before - all * 0.001 + (all - 100) * 0.5, within(1e-6));
    }

    @Test
    void anUnknownPaceGivesNoNumberAndWhatHasEndedHasNoTimeLeft() {
        TimeLeftEstimator estimator = new TimeLeftEstimator(any -> Map.of());
        assertThat(estimator.estimate(read(), spec, PROBLEMS, Map.of())).isEmpty();
        experiments.control().cancel(submitted.id());
        assertThat(new TimeLeftEstimator(any -> RATES).estimate(read(), spec, PROBLEMS, Map.of()))
                .isEmpty();
    }
}
