package dev.cairn.chaos;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.base.Ticker;
import dev.cairn.events.Events;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.NoTransactions;
import dev.cairn.experiments.RunStateMachine;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ledger.ResultReader;
import dev.cairn.ledger.TestDatabase;
import dev.cairn.problems.ProblemSets;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.RunQueue;
import dev.cairn.queue.TestQueue;
import dev.cairn.runs.ExecutorSettings;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.runs.RunWork;
import dev.cairn.runs.programs.LedgerResults;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.soar.fakes.FakeWorld;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A control plane wired as the application is, on the test engine. */
record Plane(RunExecutor executor, FakeWorld world, ArtifactStore store) {
    /** Many deaths in a row are what some tests are about. */
    private static final int NO_STALL_LIMIT = 10_000;

    static Plane of(DataSource database, String name, Duration lease, Path artifacts, Duration grace) {
        return of(database, name, new QueueSettings(lease, Duration.ofMillis(50), NO_STALL_LIMIT), artifacts, grace);
    }

    static Plane of(DataSource database, String name, QueueSettings queue, Path artifacts, Duration grace) {
        return of(database, name, queue, artifacts, grace, news -> {});
    }

    static Plane of(
            DataSource database,
            String name,
            QueueSettings queue,
            Path artifacts,
            Duration grace,
            Consumer<RunLifecycleEvent> news) {
        ArtifactStore store =
                new ArtifactStore(artifacts.resolve("durable"), artifacts.resolve("scratch"), Clock.systemUTC());
        JdbcRunner jdbc = new JdbcRunner(database);
        FakeWorld world = new FakeWorld(ChaosWorld.PROBLEMS, new ChaosWorld(), new DiskShelf(store));
        RunStateMachine changes = new RunStateMachine(new Events(jdbc, TestDatabase.JSON));
        ExperimentStore experiments =
                new ExperimentStore(jdbc, new NoTransactions(), new Events(jdbc, TestDatabase.JSON), TestDatabase.JSON);
        RunWork work = new RunWork(
                experiments,
                new AnnouncedPorts(world),
                new RunPrograms(
                        experiments, new ProblemSets(jdbc, Path.of("none")), new LedgerResults(new ResultReader(jdbc))),
                store,
                new CompletionFilesOnDisk(store),
                jdbc,
                TestDatabase.JSON,
                0,
                news,
                Clock.systemUTC(),
                Ticker.system());
        RunExecutor executor = new RunExecutor(
                new RunQueue(jdbc, changes, queue, Ticker.system()),
                work,
                new ControlPlanes(jdbc),
                new ControlPlanes.ControlPlane(
                        name, "test", ProcessHandle.current().pid(), TestQueue.POOLS, 1, 0),
                new ExecutorSettings(1, grace),
                news,
                Ticker.system());
        return new Plane(executor, world, store);
    }
}
