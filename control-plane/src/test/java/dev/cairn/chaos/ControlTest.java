package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueView;
import dev.cairn.queue.WaitReasonCode;
import dev.cairn.testing.HeldCalls;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do to running runs, in one control plane. */
@Timeout(300)
final class ControlTest extends OneControlPlane {
    ControlTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aPausedRunStopsAtTheEdgeAndLosesNothing() throws Exception {
        ExperimentId undisturbed = undisturbed();
        HeldCalls held = faults.hold(A_TRIAL);
        ExperimentId experiment = fixture.submit();
        held.awaitArrival();
        Run soar = run(experiment, "soar");
        fixture.experiments().control().pause(soar.id());
        assertThat(run(experiment, "soar").state()).as("at once").isEqualTo(RunState.PAUSING);
        awaitHeartbeats();
        long units = database.number("select count(*) from run_unit where run_id = " + soar.id());
        held.release();
        awaitState(experiment, "soar", RunState.PAUSED);
        assertThat(run(experiment, "soar").reason()).isEqualTo("paused by request");
        assertThat(database.query("select count(*), max(attempt) from run_unit where run_id = " + soar.id()))
                .as("the unit in progress was finished, no other was begun")
                .containsExactly(units + 1 + "|1");
        QueueView view = fixture.experiments().get(QueueView.class);
        assertThat(view.find(soar.id()).orElseThrow().waitReason().code()).isEqualTo(WaitReasonCode.PAUSED);

        fixture.experiments().control().resume(soar.id());
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
        assertThat(fixture.differences(undisturbed, experiment)).isEmpty();
        assertThat(database.query("select distinct attempt from run_unit where run_id = " + soar.id()))
                .containsExactly("1");
    }

    /**
     * Three of them: the first may have begun before the request, and the second's answer has been acted on when the third
     * is given.
     */
    private void awaitHeartbeats() {
        for (int beat = 0; beat < 3; beat++) {
            List<String> before = database.query("select lease_until from run_heartbeat");
            controlPlane.executor().wakeUp();
            await().until(() ->
                    !database.query("select lease_until from run_heartbeat").equals(before));
        }
    }

    @Test
    void aDrainedQueueHandsItsRunsBackAndSaysWhyNothingRuns() throws Exception {
        HeldCalls held = faults.hold(A_TRIAL);
        ExperimentId experiment = fixture.submit();
        held.awaitArrival();
        admin.gate(Gate.DRAINING);
        awaitHeartbeats();
        held.release();
        awaitState(experiment, "soar", RunState.QUEUED);
        QueueView view = fixture.experiments().get(QueueView.class);
        assertThat(view.find(run(experiment, "soar").id())
                        .orElseThrow()
                        .waitReason()
                        .code())
                .isEqualTo(WaitReasonCode.QUEUE_CLOSED);
        admin.gate(Gate.OPEN);
        controlPlane.executor().wakeUp();
        fixture.awaitEnd(experiment);
    }

    @Test
    void aControlPlaneThatStopsIsListedAsDrainingUntilItHasGone() throws Exception {
        HeldCalls held = faults.hold(A_TRIAL);
        fixture.submit();
        held.awaitArrival();
        Thread stopping = Thread.ofVirtual().start(() -> controlPlane.executor().close());
        await().until(() -> listedStates().contains("draining"));
        held.release();
        stopping.join();
        assertThat(listedStates()).doesNotContain("draining");
    }

    private List<String> listedStates() {
        return database.query("select state from control_plane");
    }

    @Test
    void whatARunWaitsForBeforeItsFirstUnitIsShown() throws Exception {
        HeldCalls held = faults.hold("connect");
        ExperimentId experiment = fixture.submit();
        held.awaitArrival();
        Run waiting = fixture.read(experiment).runs().stream()
                .filter(run -> run.state() == RunState.RUNNING)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.unit()).isEqualTo("connect");
            assertThat(progress.message()).contains("waiting for an engine");
            assertThat(progress.updatedAt()).isBeforeOrEqualTo(Instant.now());
        });
        held.release();
        await().until(() -> fixture.isOver(experiment));
        assertThat(fixture.read(experiment).state()).isEqualTo(ExperimentState.SUCCEEDED);
    }

    @Test
    void cancelIsFinalInBoundedTimeWhateverTheWorkIsStuckIn() throws Exception {
        for (String call : List.of("generate r\\d+/t/0/.*", "step r\\d+/t/0/.*", "grade", "connect")) {
            HeldCalls held = faults.hold(call);
            ExperimentId experiment = fixture.submit();
            held.awaitArrival();
            fixture.experiments().control().cancel(experiment);
            assertThat(fixture.read(experiment).runs())
                    .as("stuck in " + call + "; the request returns before the work ends")
                    .extracting(Run::state)
                    .contains(RunState.CANCELLING);
            controlPlane.executor().wakeUp();
            await().until(() -> fixture.isOver(experiment));
            assertThat(fixture.read(experiment).state()).isEqualTo(ExperimentState.CANCELLED);
            held.release();
        }
    }
}
