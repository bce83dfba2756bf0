package dev.cairn.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.FailureClass;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.queue.Gate;
import dev.cairn.queue.WaitReasonCode;
import dev.cairn.testing.CountingSource;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The overview over a real database: what it shows of each part, and that its cost does not grow with the history. */
class OverviewsTest {
    private static final Map<String, Object> SMALL = Map.of(
            "soar.outer.sets", TestUnits.SETS,
            "soar.outer.questions", TestUnits.QUESTIONS,
            "soar.outer.repeats", TestUnits.REPEATS,
            "hardOnly.enabled", false);

    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);
    private final CountingSource counted = new CountingSource(database.application());
    private final Overviews overviews = TestControlPlane.on(counted.source())
            .with(
                    Registry.class,
                    new Registry(database.transactions(), Path.of("/nowhere/token-key"), new SecureRandom()))
            .get(Overviews.class);

    @Test
    void anInstallationWithoutExperimentsIsEmpty() {
        Overview overview = overviews.now();
        assertThat(overview.hasExperiments()).isFalse();
        assertThat(overview.running().total()).isZero();
        assertThat(overview.failures()).isEmpty();
        assertThat(overview.results()).isEmpty();
        assertThat(overview.queue().state()).isEqualTo(Gate.OPEN);
        assertThat(overview.queue().longestWaiting()).isNull();
    }

    @Test
    void theRunThatWaitsLongestIsShownWithItsReason() {
        Experiment first = runs.submit(SMALL);
        runs.submit(SMALL);
        database.execute(
                "update run_event set created_at = now() - interval '1 hour' where experiment_id = " + first.id());
        Overview overview = overviews.now();
        assertThat(overview.hasExperiments()).isTrue();
        assertThat(overview.queue().queued()).isEqualTo(2);
        assertThat(overview.queue().blocked()).isEqualTo(6);
        assertThat(overview.queue().longestWaiting()).satisfies(run -> {
            assertThat(run.experimentId()).isEqualTo(first.id());
            assertThat(run.experimentName()).isEqualTo(first.name());
            assertThat(run.waitReason().code()).isEqualTo(WaitReasonCode.NO_CONTROL_PLANE);
            assertThat(Duration.between(run.waitingSince(), Instant.now())).isGreaterThan(Duration.ofMinutes(59));
        });
    }

    @Test
    void anExperimentInProgressHasItsProgressAndItsLastPromotion() throws Exception {
        Experiment experiment = runs.submit(SMALL);
        screen();
        RunId soar = runs.claimNext();
        outerStep(soar, 0, 1);
        Overview overview = overviews.now();
        assertThat(overview.running().total()).isEqualTo(1);
        assertThat(overview.running().items()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(experiment.id());
            assertThat(item.runsDone()).isEqualTo(1);
            assertThat(item.runs()).isEqualTo(4);
            assertThat(item.waiting()).isNull();
            assertThat(item.working()).singleElement().satisfies(run -> {
                assertThat(run.id()).isEqualTo(soar);
                assertThat(run.outerStepsDone()).isEqualTo(1);
            });
            assertThat(item.lastPromotion()).satisfies(promotion -> {
                assertThat(promotion.run()).isEqualTo(soar);
                assertThat(promotion.outerStep()).isZero();
                assertThat(promotion.promotions()).isEqualTo(1);
            });
            assertThat(item.timeLeft()).satisfies(left -> {
                assertThat(left.share()).isBetween(0.0, 1.0);
                assertThat(left.maxSeconds()).isNull();
                assertThat(left.basis()).contains("evaluate", "with comparable settings has succeeded yet");
            });
        });
    }

    @Test
    void whatFailedIsShownUntilItIsRetried() {
        Experiment experiment = runs.submit(SMALL);
        RunId screen = runs.claimNext();
        runs.fail(screen);
        assertThat(overviews.now().failures()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo(screen);
            assertThat(failed.experimentId()).isEqualTo(experiment.id());
            assertThat(failed.failure()).isEqualTo(FailureClass.USER);
            assertThat(failed.reason()).isEqualTo("failed by a test");
        });
        runs.control().retry(screen);
        assertThat(overviews.now().failures()).isEmpty();
    }

    @Test
    void aFinishedExperimentHasItsBestGainOrTheReasonWhyThereIsNone() throws Exception {
        Experiment promoted = runs.submit(SMALL);
        screen();
        RunId soar = runs.claimNext();
        outerStep(soar, 0, 1);
        runs.complete(soar);
        evaluate(1);
        evaluate(16);
        Experiment without = runs.submit(SMALL);
        screen();
        RunId none = runs.claimNext();
        put(none, Unit.init(), TestUnits.initial("run" + none));
        runs.complete(none);
        evaluate(1);
        evaluate(1);
        assertThat(overviews.now().results())
                .satisfiesExactly(
                        result -> {
                            assertThat(result.id()).isEqualTo(without.id());
                            assertThat(result.bestGain()).isNull();
                            assertThat(result.noGain()).isEqualTo("no student was promoted");
                        },
                        result -> {
                            assertThat(result.id()).isEqualTo(promoted.id());
                            assertThat(result.promotions()).isEqualTo(1);
                            assertThat(result.noGain()).isNull();
                            assertThat(result.bestGain()).satisfies(gain -> {
                                assertThat(gain.a()).isEqualTo("promoted");
                                assertThat(gain.b()).isEqualTo("base");
                                assertThat(gain.mean()).isPositive();
                                assertThat(gain.low()).isLessThanOrEqualTo(gain.mean());
                            });
                        });
    }

    @Test
    void whatOtherMethodsGainIsShownWhereNobodyCanBePromoted() throws Exception {
        Map<String, Object> learnability = new HashMap<>(SMALL);
        learnability.putAll(Map.of(
                "soar.outer.reward", "LEARNABILITY", "hardOnly.enabled", false, "methods.teacherInference", true));
        runs.submit(learnability);
        screen();
        RunId soar = runs.claimNext();
        put(soar, Unit.init(), TestUnits.initial("run" + soar));
        runs.complete(soar);
        evaluate(1);
        evaluate(16);
        assertThat(overviews.now().results()).singleElement().satisfies(result -> {
            assertThat(result.noGain()).isNull();
            assertThat(result.bestGain()).satisfies(gain -> assertThat(gain.a()).isEqualTo("teacher"));
        });
    }

    @Test
    void itsCostDoesNotGrowWithTheHistory() {
        for (int i = 0; i < 10; i++) {
            failedExperiment();
        }
        overviews.now();
        counted.take();
        overviews.now();
        int few = counted.take().size();
        for (int i = 0; i < 10; i++) {
            failedExperiment();
        }
        overviews.now();
        assertThat(counted.take()).hasSize(few);
    }

    private void failedExperiment() {
        Experiment experiment = runs.submit(SMALL);
        runs.fail(runs.claimNext());
        assertThat(runs.store().find(experiment.id()).orElseThrow().state().isFinal())
                .isTrue();
    }

    private void screen() throws InterruptedException {
        RunId screen = runs.claimNext();
        put(screen, Unit.split(), new UnitResult.Split(List.of("p0"), List.of("p1"), 2, 0));
        runs.complete(screen);
    }

    private void evaluate(int correct) throws InterruptedException {
        RunId run = runs.claimNext();
        put(
                run,
                Unit.evaluate(0),
                new UnitResult.Evaluated(0, 0, List.of(new UnitResult.ProblemScore("p1", 32, correct, 0))));
        runs.complete(run);
    }

    private void outerStep(RunId run, int t, int promotions) throws InterruptedException {
        String at = "run" + run;
        put(run, Unit.init(), TestUnits.initial(at));
        put(run, Unit.write(t), TestUnits.written(at, t));
        put(run, Unit.baseline(t), TestUnits.baseline());
        for (int k = 0; k < TestUnits.SETS; k++) {
            for (int j = 0; j < TestUnits.REPEATS; j++) {
                put(run, Unit.trial(t, k, j), TestUnits.trial(at, t, k, j));
            }
        }
        put(
                run,
                Unit.promote(t),
                TestUnits.decision(TestUnits.trial(at, t, 0, 1).student(), promotions));
        put(run, Unit.teach(t), TestUnits.taught(at, t));
    }

    private <R extends UnitResult> void put(RunId run, Unit<R> unit, R result) throws InterruptedException {
        runs.journal(run).once(unit, attempt -> Journal.Output.of(result));
    }
}
