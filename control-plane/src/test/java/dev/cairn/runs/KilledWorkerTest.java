package dev.cairn.runs;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.ids.RunId;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.queue.Lease;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.FakeVllmServer;
import dev.cairn.testing.HashedModel;
import dev.cairn.testing.HeldCalls;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TcpTable;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run whose real worker process dies or hangs in a step: the attempt is repeated, and the rows equal those of an
 * undisturbed run.
 */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledWorkerTest {
    private static final Path PYTHON = Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/usr/bin/python3"));
    private static final String TRIAL = "t/0/trial/0/0";

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeVllmServer engine;
    private final RunFixture fixture;
    private RunId undisturbed;

    KilledWorkerTest(@TempDir Path temporary) throws Exception {
        engine = new FakeVllmServer(0, TestConfig.MODEL, new HashedModel());
        fixture = RunFixture.of(
                experiments.database(),
                temporary.resolve("home"),
                temporary.resolve("artifacts"),
                PYTHON,
                Duration.ofMinutes(10));
    }

    @BeforeAll
    void runUndisturbed() throws Exception {
        Lease lease = claimSoar(Map.of());
        undisturbed = lease.run();
        carryOut(lease);
    }

    @AfterAll
    void end() {
        fixture.close();
        engine.close();
        background.close();
    }

    @Test
    void aWorkerKilledInAStepCostsTheAttempt() throws Exception {
        Lease lease = claimSoar(Map.of());
        ChildRecord killed = stoppedInAStep(lease, () -> {
            Signals.sendToGroup("KILL", worker().pid());
        });
        assertThat(worker().pid()).isNotEqualTo(killed.pid());
        endedAsUndisturbed(lease.run());
    }

    @Test
    @Tag("long")
    void aWorkerThatHangsPastItsDeadlineIsReplaced() throws Exception {
        Lease lease = claimSoar(Map.of("execution.trainTimeoutSeconds", 10));
        ChildRecord hanging = stoppedInAStep(lease, () -> {});
        assertThat(worker().pid()).isNotEqualTo(hanging.pid());
        assertThat(hanging.process()).as("the hanging one was ended").isEmpty();
        endedAsUndisturbed(lease.run());
    }

    @Test
    void aRunThatGetsOnInBetweenMeetsAnyNumberOfFailures() throws Exception {
        Lease lease = claimSoar(Map.of("soar.outer.repeats", 3));
        engine.abort(call -> call.matches("generate r\\d+/t/0/trial/\\d/\\d/step/0/f1\\.1"));
        try {
            carryOut(lease);
        } finally {
            engine.abort(call -> false);
        }
        assertThat(database.query(
                        "select attempt from run_unit where unit like 't/0/trial/%' and run_id = " + lease.run()))
                .hasSize(6)
                .containsOnly("2");
    }

    /** Something done to a worker. */
    private interface Fault {
        void strike() throws Exception;
    }

    /** Carries a run out whose worker is stopped with its second step certainly in its hands, and then struck. */
    private ChildRecord stoppedInAStep(Lease lease, Fault fault) throws Exception {
        HeldCalls hold = engine.hold(call -> call.matches("generate r" + lease.run() + "/" + TRIAL + "/step/1/f1\\.1"));
        Future<Boolean> running = background.submit(() -> {
            carryOut(lease);
            return true;
        });
        hold.awaitArrival();
        ChildRecord worker = worker();
        Signals.sendToGroup("STOP", worker.pid());
        hold.release();
        await().until(() -> TcpTable.bytesWaitingAt(worker.port()) > 0);
        fault.strike();
        assertThat(running.get()).isTrue();
        return worker;
    }

    private void endedAsUndisturbed(RunId run) {
        assertThat(new Comparison(experiments.jdbc()).differences(undisturbed.value(), run.value()))
                .isEmpty();
        assertThat(database.query("select unit from run_unit where attempt > 1 and run_id = " + run))
                .as("units that were begun again")
                .containsExactly(TRIAL);
    }

    private Lease claimSoar(Map<String, ?> settings) throws Exception {
        Experiment experiment = RunFixture.submit(experiments, engine.url(), settings);
        carryOut(fixture.queue().claim("owner").orElseThrow());
        Lease soar = fixture.queue().claim("owner").orElseThrow();
        assertThat(soar.run()).isEqualTo(experiments.run(experiment, "soar"));
        return soar;
    }

    private void carryOut(Lease lease) throws InterruptedException {
        assertThat(fixture.work().execute(lease, new StopSignal())).isEqualTo(Outcome.succeeded());
        fixture.queue().complete(lease);
    }

    private ChildRecord worker() {
        return new ChildProcesses(fixture.home())
                .leftovers().stream()
                        .filter(child -> child.kind().equals("worker"))
                        .findFirst()
                        .orElseThrow();
    }
}
