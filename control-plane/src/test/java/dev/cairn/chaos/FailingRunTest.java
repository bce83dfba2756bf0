package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.QueueView;
import dev.cairn.queue.WaitReasonCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failing runs: their cause is reported, and they do not disturb other runs. */
@Timeout(300)
final class FailingRunTest extends OneControlPlane {
    FailingRunTest(@TempDir Path temporary) {
        super(temporary);
    }

    @Test
    void aRunThatFailsAtOnceEveryTimeEndsWithItsCauseAndDisturbsNobody() {
        faults.fail("generate r\\d+/screen.*", Remedy.RETRY);
        ExperimentId looping = fixture.submit();
        await().until(() -> run(looping, "screen").queue().notBefore() != null);
        Run putOff = run(looping, "screen");
        assertThat(putOff.state()).isEqualTo(RunState.QUEUED);
        assertThat(fixture.experiments()
                        .get(QueueView.class)
                        .find(putOff.id())
                        .orElseThrow()
                        .waitReason())
                .satisfies(why -> {
                    assertThat(why.code()).isEqualTo(WaitReasonCode.NOT_BEFORE);
                    assertThat(why.message()).contains("on purpose");
                });
        // Fails again if the other one takes so long that it is claimed meanwhile.
        faults.fail("generate r" + putOff.id() + "/screen.*", Remedy.RETRY);
        ExperimentId other = fixture.submit();
        fixture.awaitEnd(other);

        database.execute("update run set not_before = null where id = " + putOff.id());
        controlPlane.executor().wakeUp();
        awaitState(looping, "screen", RunState.FAILED);
        Run failed = run(looping, "screen");
        assertThat(failed.failure()).isEqualTo(FailureClass.INFRASTRUCTURE);
        assertThat(failed.reason()).contains("on purpose").contains("2 claims in a row");
    }

    @Test
    void aBugIsToldAsOne() {
        faults.crash("generate r\\d+/t/0/baseline.*");
        ExperimentId experiment = fixture.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        assertThat(run(experiment, "soar").failure()).isEqualTo(FailureClass.BUG);
        assertThat(run(experiment, "soar").reason()).contains("a bug on purpose");
    }

    @Test
    void memoryThatIsFullIsTriedWithSmallerMicroBatchesUntilThereIsNothingToHalve() {
        faults.fail(A_TRIAL, Remedy.RETRY_SMALLER);
        ExperimentId experiment = fixture.submit();
        awaitState(experiment, "soar", RunState.FAILED);
        assertThat(run(experiment, "soar").failure()).isEqualTo(FailureClass.USER);
    }
}
