package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A control plane that works in this JVM on the small experiment, with calls that a test holds or lets fail. */
abstract class OneControlPlane {
    /** Calls of the first step's second trial. */
    static final String A_TRIAL = "step r\\d+/t/0/trial/1/0.*";

    final TestDatabase database = TestDatabase.empty();
    final CallFaults faults = new CallFaults();
    final Queue<RunLifecycleEvent> news = new ConcurrentLinkedQueue<>();
    final ChaosFixture fixture;
    final ChaosControlPlane controlPlane;
    final QueueAdmin admin;

    OneControlPlane(Path temporary) {
        this(temporary, 2);
    }

    /** @param stallLimit of the queue's settings */
    OneControlPlane(Path temporary, int stallLimit) {
        fixture = new ChaosFixture(database, temporary.resolve("artifacts"));
        admin = fixture.experiments().get(QueueAdmin.class);
        controlPlane = ChaosControlPlane.of(
                fixture.experiments().database(),
                "here",
                new QueueSettings(Duration.ofSeconds(15), Duration.ofMillis(50), stallLimit),
                temporary.resolve("artifacts"),
                Duration.ofSeconds(5),
                news::add);
        controlPlane.cluster().onCall(faults);
    }

    @BeforeEach
    void start() {
        controlPlane.executor().start();
    }

    @AfterEach
    void end() {
        faults.none();
        controlPlane.executor().close();
        admin.gate(Gate.OPEN);
    }

    Run run(ExperimentId experiment, String name) {
        Experiment now = fixture.read(experiment);
        return now.runs().stream()
                .filter(run -> run.name().equals(name))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    void awaitState(ExperimentId experiment, String name, RunState state) {
        await().untilAsserted(() -> assertThat(run(experiment, name).state()).isEqualTo(state));
    }

    ExperimentId undisturbed() {
        ExperimentId experiment = fixture.submit();
        fixture.awaitEnd(experiment);
        return experiment;
    }
}
