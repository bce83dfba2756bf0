package dev.cairn.bridge;

import static dev.cairn.bridge.TrainerContract.refused;
import static dev.cairn.testing.Waiting.await;
import static dev.cairn.testing.Waiting.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TcpTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real")
final class HttpWorkerFailureTest {
    @TempDir
    Path home;

    @Test
    void aKilledWorkerIsAnErrorToRetryAndItsSuccessorKnowsNoSession() throws Exception {
        TestPlaces places = new TestPlaces(home);
        int port = RealPython.freePort();
        Session session;
        List<TrainingSequence> batch;
        try (HttpWorker worker = HttpWorker.start(places, port)) {
            session = trainer(worker, places, RealPython.LONG).open(TrainerContract.fresh(1, 1, 5));
            batch = TrainerContract.batch(session);
            // stopped first, so that the step is certainly in the worker's hands when it dies
            Signals.send("STOP", worker.process().pid());
            Thread killer = Thread.startVirtualThread(() -> {
                await().until(() -> TcpTable.bytesWaitingAt(port) > 0);
                worker.process().destroyForcibly();
            });
            assertThat(refused(Remedy.RETRY, () -> session.step(0, batch, 0.01, 1, LossSettings.defaults())))
                    .hasMessageContaining("may have died");
            killer.join();
            resultOf(worker.process().onExit());
            assertThat(refused(Remedy.RETRY, () -> session.step(0, batch, 0.01, 1, LossSettings.defaults())))
                    .hasMessageContaining("no worker answers");
            try (HttpWorker successor = HttpWorker.start(places, port)) {
                assertThat(successor.link().healthy()).isTrue();
                assertThat(refused(Remedy.RETRY, () -> session.step(0, batch, 0.01, 1, LossSettings.defaults())))
                        .hasMessageContaining("was restarted");
            }
        }
    }

    @Test
    void aStoppedWorkerCostsTheDeadlineAndItsLateAnswerChangesNothing() throws Exception {
        TestPlaces places = new TestPlaces(home);
        try (HttpWorker worker = HttpWorker.start(places, RealPython.freePort())) {
            Session undisturbed = trainer(worker, places, RealPython.LONG).open(TrainerContract.fresh(1, 1, 5));
            List<TrainingSequence> batch = TrainerContract.batch(undisturbed);
            StepReport wanted = undisturbed.step(0, batch, 0.01, 1, LossSettings.defaults());
            Session session = trainer(worker, places, Duration.ofSeconds(3)).open(TrainerContract.fresh(1, 1, 5));
            Signals.send("STOP", worker.process().pid());
            assertThat(refused(Remedy.RETRY, () -> session.step(0, batch, 0.01, 1, LossSettings.defaults())))
                    .hasMessageContaining("within 3.0 s");
            Signals.send("CONT", worker.process().pid());
            // the worker had the step in its socket and takes it now; the repeat gets that reply and no second step
            StepReport repeated = await().ignoreExceptionsInstanceOf(PortException.class)
                    .until(() -> session.step(0, batch, 0.01, 1, LossSettings.defaults()), report -> true);
            assertThat(repeated.loss()).isEqualTo(wanted.loss());
            assertThat(session.publish(TrainerContract.name("late")).sha256())
                    .isEqualTo(undisturbed
                            .publish(TrainerContract.name("undisturbed"))
                            .sha256());
        }
    }

    @Test
    void theWorkerEndsWhenItsStandardInputCloses() throws Exception {
        try (HttpWorker worker = HttpWorker.start(new TestPlaces(home), RealPython.freePort())) {
            worker.process().getOutputStream().close();
            resultOf(worker.process().onExit());
        }
    }

    private static BridgeTrainer trainer(HttpWorker worker, TestPlaces places, Duration step) throws Exception {
        return new BridgeTrainer(worker.link(), RealPython.settings(), places, WorkerDeadlines.ofStep(step));
    }
}
