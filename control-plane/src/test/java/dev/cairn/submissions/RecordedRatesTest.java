package dev.cairn.submissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.RunId;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestSpecs;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedRatesTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final RecordedRates rates = experiments.get(RecordedRates.class);

    /** A screening that ended in this state, after the given time for 1,000 completions. */
    private void screened(Map<String, ?> settings, String state, double seconds, double acceleratorSeconds) {
        RunId run = experiments.run(experiments.submit(settings), RunPlanner.SCREEN);
        database.asOwner("insert into run_usage values (" + run.value() + ", 1000, 5000, " + seconds + ", "
                + acceleratorSeconds + ")");
        database.asOwner("update run set state = '" + state
                + "', reason = 'as told', started_at = now(), ended_at = now()" + " where id = " + run.value());
    }

    private Map<RunKind, MeasuredRate> comparableTo(Map<String, ?> settings) {
        return rates.comparableTo(TestSpecs.chains(settings));
    }

    @Test
    void aRateIsThatOfTheFastestAndOfTheSlowestRunThatSucceeded() {
        screened(Map.of(), "succeeded", 20, 40);
        screened(Map.of("seed", 7), "succeeded", 10, 20);
        screened(Map.of(), "cancelled", 1, 1);
        assertThat(comparableTo(Map.of()))
                .containsExactly(Map.entry(RunKind.SCREEN, new MeasuredRate(2, 0.01, 0.02, 2)));
    }

    @Test
    void runsOfAnotherModelEngineOrWorkerAreNotComparable() {
        screened(Map.of(), "succeeded", 20, 0);
        assertThat(comparableTo(Map.of("model.path", "/models/other"))).isEmpty();
        assertThat(comparableTo(Map.of("execution.engine", "gpu-1"))).isEmpty();
        assertThat(comparableTo(Map.of("execution.bridge", "HTTP", "execution.worker", "trainer-1")))
                .isEmpty();
        assertThat(comparableTo(Map.of("soar.outer.steps", 3))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "soar.student.maxTokens, 20",
        "soar.lora.rank, 4",
        "soar.inner.steps, 5",
        "execution.trialsInParallel, 1",
        "execution.gpu.tensorParallel, 2",
        "grading.rule, MATH_VERIFY",
        "queue.pool, cluster"
    })
    void aSettingThatChangesThePaceOfACompletionMakesRunsIncomparable(String setting, String value) {
        screened(Map.of(), "succeeded", 20, 0);
        assertThat(comparableTo(Map.of(setting, value))).isEmpty();
    }

    @Test
    void onlyTheLatestTwentyCount() {
        screened(Map.of(), "succeeded", 1000, 0);
        IntStream.range(0, 20).forEach(i -> screened(Map.of("seed", i), "succeeded", 10, 0));
        assertThat(comparableTo(Map.of()).values()).containsExactly(new MeasuredRate(20, 0.01, 0.01, 0));
    }

    @Test
    void nothingThatRanMeansNoRate() {
        experiments.submit(Map.of());
        assertThat(comparableTo(Map.of())).isEmpty();
    }
}
