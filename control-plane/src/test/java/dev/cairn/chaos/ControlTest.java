package dev.cairn.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RefusedException;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ledger.LiveArtifacts;
import dev.cairn.ledger.ResultReader;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.QueueView;
import dev.cairn.queue.WaitReasonCode;
import dev.cairn.spec.InvalidSpecException;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do to running runs, and what runs in trouble do; in one control plane. */
@Timeout(300)
class ControlTest {
    private static final String A_TRIAL = "step r\\d+/t/0/trial/1/0.*";

    private final TestDatabase database = TestDatabase.empty();
    private final ChaosRig rig;
    private final Stops stops = new Stops();
    private final Plane plane;
    private final QueueAdmin admin;

    ControlTest(@TempDir Path temporary) {
        rig = new ChaosRig(database, temporary.resolve("artifacts"));
        admin = rig.experiments().get(QueueAdmin.class);
        plane = Plane.of(
                rig.experiments().database(),
                "here",
                new QueueSettings(Duration.ofSeconds(15), Duration.ofMillis(50), 2),
                temporary.resolve("artifacts"),
                Duration.ofSeconds(5));
        plane.world().onCall(stops);
    }

    @BeforeEach
    void start() {
        plane.executor().start();
    }

    @AfterEach
    void end() {
        stops.none();
        plane.executor().close();
        admin.gate(Gate.OPEN);
    }

    private Run run(ExperimentId experiment, String name) {
        Experiment now = rig.read(experiment);
        return now.runs().stream()
                .filter(run -> run.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private void awaitState(ExperimentId experiment, String name, RunState state) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(run(experiment, name).state()).isEqualTo(state));
    }

    private ExperimentId undisturbed() {
        ExperimentId experiment = rig.submit();
        rig.awaitEnd(experiment);
        return experiment;
    }

    @Test
    void aPausedRunStopsAtTheEdgeAndLosesNothing() throws Exception {
        ExperimentId undisturbed = undisturbed();
        Stops.Held held = stops.hold(A_TRIAL);
        ExperimentId experiment = rig.submit();
        held.awaitArrival();
        Run soar = run(experiment, "soar");
        rig.experiments().control().pause(soar.id());
        assertThat(run(experiment, "soar").state()).as("at once").isEqualTo(RunState.PAUSING);
        plane.executor().hint();
        long units = database.number("select count(*) from run_unit where run_id = " + soar.id());
        held.release();
        awaitState(experiment, "soar", RunState.PAUSED);
        assertThat(run(experiment, "soar").reason()).isEqualTo("paused by request");
        assertThat(database.query("select count(*), max(attempt) from run_unit where run_id = " + soar.id()))
                .as("the unit in progress was finished, no other was begun")
                .containsExactly(units + 1 + "|1");
        QueueView view = rig.experiments().get(QueueView.class);
        assertThat(view.place(soar.id()).orElseThrow().waitReason().code()).isEqualTo(WaitReasonCode.PAUSED);

        rig.experiments().control().resume(soar.id());
        plane.executor().hint();
        rig.awaitEnd(experiment);
        assertThat(rig.differences(undisturbed, experiment)).isEmpty();
        assertThat(database.query("select distinct attempt from run_unit where run_id = " + soar.id()))
                .containsExactly("1");
    }

    /** Two of them: the first one's answer has been acted on when the second is given. */
    private void awaitHeartbeat() {
        for (int beat = 0; beat < 2; beat++) {
            List<String> before = database.query("select lease_until from run_heartbeat");
            plane.executor().hint();
            await().until(() ->
                    !database.query("select lease_until from run_heartbeat").equals(before));
        }
    }

    @Test
    void aDrainedQueueHandsItsRunsBackAndSaysWhyNothingRuns() throws Exception {
        Stops.Held held = stops.hold(A_TRIAL);
        ExperimentId experiment = rig.submit();
        held.awaitArrival();
        admin.gate(Gate.DRAINING);
        awaitHeartbeat();
        held.release();
        awaitState(experiment, "soar", RunState.QUEUED);
        QueueView view = rig.experiments().get(QueueView.class);
        assertThat(view.place(run(experiment, "soar").id())
                        .orElseThrow()
                        .waitReason()
                        .code())
                .isEqualTo(WaitReasonCode.QUEUE_CLOSED);
        admin.gate(Gate.OPEN);
        plane.executor().hint();
        rig.awaitEnd(experiment);
    }

    @Test
    void aRetryGoesOnWhereTheFailedRunStopped() throws Exception {
        ExperimentId undisturbed = undisturbed();
        stops.fail("step r\\d+/t/1/trial/1/0.*", Remedy.FIX_REQUEST);
        ExperimentId experiment = rig.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        Run failed = run(experiment, "soar");
        assertThat(failed.failure()).isEqualTo(FailureClass.USER);
        assertThat(failed.reason()).contains("on purpose");
        awaitState(experiment, "evaluate-promoted", RunState.CANCELLED);
        await().until(() -> rig.isOver(experiment));
        assertThat(rig.experiments().get(LiveArtifacts.class).retire())
                .as("what a retry needs is kept")
                .noneMatch(path -> path.startsWith("r" + failed.id() + "/t/1/"));
        stops.fail(".* r\\d+/(screen|split|init|t/0|t/1/write|t/1/baseline|t/1/trial/0).*", Remedy.GIVE_UP);

        rig.experiments().control().retry(experiment);
        plane.executor().hint();
        awaitState(experiment, "soar", RunState.SUCCEEDED);
        stops.none();
        Run retried = run(experiment, "soar");
        assertThat(retried.previous()).isEqualTo(failed.id());
        assertThat(retried.generation()).isEqualTo(2);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(rig.read(experiment).state()).isEqualTo(ExperimentState.SUCCEEDED));

        Comparison comparison = new Comparison(rig.experiments().jdbc());
        assertThat(comparison.differences(
                        run(undisturbed, "soar").id().value(), retried.id().value()))
                .allMatch(difference -> difference.matches("(artifact|rollout|rollout_text|run_usage): .*"));
        assertThat(database.query("select inherited_from is not null, count(*) from run_unit where run_id = "
                        + retried.id() + " group by 1 order by 1 desc"))
                .hasSize(2);
        ResultReader history = rig.experiments().get(ResultReader.class);
        assertThat(history.rollouts(retried.id().value(), null, 10_000, null).items())
                .isEqualTo(history.rollouts(run(undisturbed, "soar").id().value(), null, 10_000, null)
                        .items());
        assertThatThrownBy(() -> rig.experiments().control().retry(failed.id()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("already");
    }

    @Test
    void anExperimentWithAnotherSeedTakesAFinishedScreeningAndItsHalves() {
        ExperimentId first = undisturbed();
        ExperimentId second = rig.submit(Map.of("seed", 77, "screen.from", first.value()));
        plane.executor().hint();
        rig.awaitEnd(second);
        String hardSet = "select half, ordinal, problem from hard_set where run_id = %s order by 1, 2";
        assertThat(database.query(hardSet.formatted(run(second, "screen").id())))
                .isNotEmpty()
                .isEqualTo(database.query(hardSet.formatted(run(first, "screen").id())));
        assertThat(database.query("select count(*) from rollout where run_id = "
                        + run(second, "screen").id()))
                .as("nothing is sampled again")
                .containsExactly("0");
        assertThat(database.query("select r.seed from run r where name = 'soar' and experiment_id in (%s, %s)"
                        .formatted(first, second)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aScreeningUnderOtherSettingsOrOneThatIsNotThereIsRefusedByField() {
        ExperimentId first = undisturbed();
        assertThatThrownBy(() -> rig.submit(Map.of("screen.from", first.value(), "soar.student.maxTokens", 5)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("soar.student.maxTokens: differs from experiment " + first);
        assertThatThrownBy(() -> rig.submit(Map.of("screen.from", first.value(), "soar.outer.rewardQuestions", 9)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("soar.outer.rewardQuestions: is 9, but the screening of experiment " + first
                        + " left 8 problems in the train half");
        assertThatThrownBy(() -> rig.submit(Map.of("screen.from", 4711)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("screen.from: there is no experiment 4711");
    }

    @Test
    void aRestartBeginsFromScratchWithAllThatDependsOnIt() {
        ExperimentId experiment = undisturbed();
        Run first = run(experiment, "soar");
        rig.experiments().control().restart(first.id());
        plane.executor().hint();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> run(experiment, "evaluate-hard-only").generation() == 2);
        rig.awaitEnd(experiment);
        Run second = run(experiment, "soar");
        assertThat(second.previous()).isEqualTo(first.id());
        assertThat(new Comparison(rig.experiments().jdbc())
                        .differences(first.id().value(), second.id().value()))
                .isEmpty();
        assertThat(database.query("select name from run where experiment_id = " + experiment
                        + " and generation = 2 order by name"))
                .containsExactly("evaluate-hard-only", "evaluate-promoted", "hard-only", "soar");
    }

    @Test
    void aRunThatComesToItsBudgetSucceedsWithItsResultsSoFar() {
        ExperimentId experiment = rig.submit(Map.of("budget.run.rollouts", 200));
        await().atMost(Duration.ofMinutes(1)).until(() -> rig.isOver(experiment));
        Run soar = run(experiment, "soar");
        assertThat(soar.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(soar.reason()).startsWith("budget: this run used ").contains("of 200 rollouts");
        assertThat(run(experiment, "evaluate-promoted").state())
                .as("what depends on it starts, as the spec says")
                .isEqualTo(RunState.SUCCEEDED);
        assertThat(database.number("select rollouts from run_usage where run_id = " + soar.id()))
                .isEqualTo(database.number("select count(*) from rollout where run_id = " + soar.id()))
                .isGreaterThanOrEqualTo(200);
    }

    @Test
    void orItsDependentsAreCancelledIfTheSpecSaysSo() {
        ExperimentId experiment = rig.submit(Map.of("budget.experiment.tokens", 1200, "budget.dependents", "CANCEL"));
        await().atMost(Duration.ofMinutes(1)).until(() -> rig.isOver(experiment));
        assertThat(run(experiment, "soar").reason()).startsWith("budget: the experiment used ");
        assertThat(run(experiment, "evaluate-promoted").state()).isEqualTo(RunState.CANCELLED);
        assertThat(run(experiment, "evaluate-promoted").reason()).contains("exhausted its budget");
    }

    @Test
    void aRunThatFailsAtOnceEveryTimeEndsWithItsCauseAndDisturbsNobody() {
        stops.fail("generate r\\d+/screen.*", Remedy.RETRY);
        ExperimentId looping = rig.submit();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> run(looping, "screen").queue().notBefore() != null);
        Run putOff = run(looping, "screen");
        assertThat(putOff.state()).isEqualTo(RunState.QUEUED);
        assertThat(rig.experiments()
                        .get(QueueView.class)
                        .place(putOff.id())
                        .orElseThrow()
                        .waitReason())
                .satisfies(why -> {
                    assertThat(why.code()).isEqualTo(WaitReasonCode.NOT_BEFORE);
                    assertThat(why.message()).contains("on purpose");
                });
        stops.none();
        ExperimentId other = rig.submit();
        rig.awaitEnd(other);

        stops.fail("generate r" + putOff.id() + "/screen.*", Remedy.RETRY);
        database.execute("update run set not_before = null where id = " + putOff.id());
        plane.executor().hint();
        awaitState(looping, "screen", RunState.FAILED);
        Run failed = run(looping, "screen");
        assertThat(failed.failure()).isEqualTo(FailureClass.INFRASTRUCTURE);
        assertThat(failed.reason()).contains("on purpose").contains("2 claims in a row");
    }

    @Test
    void aBugIsToldAsOne() {
        stops.crash("generate r\\d+/t/0/baseline.*");
        ExperimentId experiment = rig.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        assertThat(run(experiment, "soar").failure()).isEqualTo(FailureClass.BUG);
        assertThat(run(experiment, "soar").reason()).contains("a bug on purpose");
    }

    @Test
    void memoryThatIsFullIsTriedWithSmallerMicroBatchesUntilThereIsNothingToHalve() {
        stops.fail(A_TRIAL, Remedy.RETRY_SMALLER);
        ExperimentId experiment = rig.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        assertThat(run(experiment, "soar").failure()).isEqualTo(FailureClass.USER);
    }

    @Test
    void whatARunWaitsForBeforeItsFirstUnitIsShown() throws Exception {
        Stops.Held held = stops.hold("connect");
        ExperimentId experiment = rig.submit();
        held.awaitArrival();
        Run waiting = rig.read(experiment).runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.unit()).isEqualTo("connect");
            assertThat(progress.message()).contains("waiting for an engine");
            assertThat(progress.updatedAt()).isBeforeOrEqualTo(Instant.now());
        });
        held.release();
        await().atMost(Duration.ofSeconds(60)).until(() -> rig.isOver(experiment));
        assertThat(rig.read(experiment).state()).isEqualTo(ExperimentState.SUCCEEDED);
    }

    @Test
    void cancelIsFinalInBoundedTimeWhateverTheWorkIsStuckIn() throws Exception {
        for (String call : List.of("generate r\\d+/t/0/.*", "step r\\d+/t/0/.*", "grade", "connect")) {
            Stops.Held held = stops.hold(call);
            ExperimentId experiment = rig.submit();
            held.awaitArrival();
            long asked = System.nanoTime();
            rig.experiments().control().cancel(experiment);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
            assertThat(rig.read(experiment).runs())
                    .as("stuck in " + call)
                    .extracting(Run::state)
                    .contains(RunState.CANCELLING);
            plane.executor().hint();
            await().atMost(Duration.ofSeconds(30)).until(() -> rig.isOver(experiment));
            assertThat(rig.read(experiment).state()).isEqualTo(ExperimentState.CANCELLED);
            held.release();
        }
    }
}
