package dev.cairn.runs;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.experiments.Experiment;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.ids.RunId;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.FakeVllmServer;
import dev.cairn.testing.HashedModel;
import dev.cairn.testing.HeldCalls;
import dev.cairn.testing.JavaProcess;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two owners in separate processes, with one database, one set of artifacts and one real worker. The first is stopped
 * with SIGSTOP past its lease, the second takes over the run, and the first wakes up in the middle of the second's
 * work.
 */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeOverTest {
    private static final Path PYTHON = Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/usr/bin/python3"));
    private static final String TRIAL = "t/0/trial/0/0";
    private static final String TEACH = "t/0/teach";
    private static final int SHORT_LEASE = 1;
    private static final int LONG_LEASE = 600;

    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final Path temporary;
    private final FakeVllmServer engine;
    private final SharedWorker worker;
    private RunId undisturbed;

    TakeOverTest(@TempDir Path temporary) throws Exception {
        this.temporary = temporary;
        engine = new FakeVllmServer(0, TestConfig.MODEL, new HashedModel());
        worker = SharedWorker.start(PYTHON, temporary.resolve("worker"), artifacts());
    }

    @BeforeAll
    void runUndisturbed() throws Exception {
        undisturbed = submit();
        try (JavaProcess owner = owner("undisturbed", LONG_LEASE)) {
            assertThat(owner.await("ended")).contains("Succeeded");
            assertThat(owner.await("ended")).contains("Succeeded");
        }
    }

    @AfterAll
    void end() {
        worker.close();
        engine.close();
    }

    @Test
    void anOldOwnerThatWakesUpBeforeAStepIsRefusedByTheWorker() throws Exception {
        RunId run = takenOver("generate r\\d+/" + TRIAL + "/step/2/f1\\.1", "was closed by an owner with fence 3");
        endedAsUndisturbed(run);
    }

    @Test
    void anOldOwnerThatWakesUpBeforeItsCommitIsRefusedByTheDatabase() throws Exception {
        RunId run = takenOver(
                "generate r\\d+/" + TRIAL + "/score/f1\\.1", "with fence 1: unit " + TRIAL + " was not written");
        endedAsUndisturbed(run);
        assertThatThrownBy(() -> database.execute("insert into run_unit (run_id, unit, fence, attempt, owner, result,"
                        + " rollouts, started_at) values (" + run + ", 'late', 1, 1, 'first', '{}', 0, now())"))
                .as("and by the database itself, whatever a writer forgets to ask")
                .hasMessageContaining("CA003");
    }

    /** The run, after both owners have ended. */
    private RunId takenOver(String stoppedAt, String refusal) throws Exception {
        RunId run = submit();
        HeldCalls first = engine.hold(call -> call.matches(stoppedAt));
        try (JavaProcess old = owner("first", SHORT_LEASE)) {
            first.awaitArrival();
            Signals.send("STOP", old.pid());
            List<String> written = rowsOf("first", run);
            await().until(() ->
                    database.number("select count(*) from run_heartbeat where lease_until > now() and run_id = " + run)
                            == 0);

            HeldCalls second = engine.hold(call -> call.matches("load r\\d+/" + TRIAL + "/step/1/f3\\.1"));
            try (JavaProcess next = owner("second", LONG_LEASE)) {
                second.awaitArrival();
                first.release();
                Signals.send("CONT", old.pid());
                assertThat(old.await("warning")).contains(refusal);
                assertThat(old.await("ended")).contains("Lost");
                assertThat(rowsOf("first", run)).isEqualTo(written);
                second.release();
                assertThat(next.await("ended")).contains("Succeeded");
            }
            assertThat(rowsOf("first", run)).isEqualTo(written).isNotEmpty();
        }
        return run;
    }

    private void endedAsUndisturbed(RunId run) throws Exception {
        assertThat(new Comparison(experiments.jdbc()).differences(undisturbed.value(), run.value()))
                .isEmpty();
        assertThat(database.query("select owner, fence, attempt from run_unit where run_id = " + run + " and unit = '"
                        + TRIAL + "'"))
                .containsExactly("second|3|1");
        // How many of its steps have a gradient depends on the weights, and so on the processor.
        assertThat(optimizerSteps(run)).isEqualTo(optimizerSteps(undisturbed)).hasSize(1);
        assertThat(policy(run, TRIAL).resolve("adapter_model.safetensors"))
                .hasSameBinaryContentAs(policy(undisturbed, TRIAL).resolve("adapter_model.safetensors"));
        assertThat(policy(run, TRIAL).resolve("optimizer.safetensors"))
                .as("a student's moments are not kept")
                .doesNotExist();
        // tensors, moments and AdamW's own count of steps, to the last byte
        for (String file : List.of("optimizer.safetensors", "adapter_model.safetensors")) {
            assertThat(policy(run, TEACH).resolve(file))
                    .hasSameBinaryContentAs(policy(undisturbed, TEACH).resolve(file));
        }
        for (String path : database.query("select path from artifact where run_id = " + run)) {
            assertThat(Files.exists(artifacts().resolve("durable").resolve(path)))
                    .as(path)
                    .isTrue();
        }
    }

    private List<String> optimizerSteps(RunId run) {
        return database.query(
                "select optimizer_steps from policy where run_id = " + run + " and unit = '" + TRIAL + "'");
    }

    private Path policy(RunId run, String unit) {
        return artifacts()
                .resolve("durable")
                .resolve(database.query("select path from policy where run_id = " + run + " and unit = '" + unit + "'")
                        .getFirst());
    }

    private List<String> rowsOf(String owner, RunId run) {
        return database.query("select unit, fence, attempt, ended_at from run_unit where owner = '" + owner
                + "' and run_id = " + run + " order by unit");
    }

    private RunId submit() {
        Experiment experiment = RunFixture.submit(
                experiments,
                engine.url(),
                Map.of("execution.worker", RunFixture.registered(experiments, ServiceKind.WORKER, worker.address())));
        return experiments.run(experiment, "soar");
    }

    private JavaProcess owner(String name, int leaseSeconds) throws Exception {
        return JavaProcess.start(
                OwnerMain.class,
                database.applicationUrl(),
                name,
                Integer.toString(leaseSeconds),
                temporary.resolve(name).toString(),
                artifacts().toString(),
                PYTHON.toString());
    }

    private Path artifacts() {
        return temporary.resolve("artifacts");
    }
}
