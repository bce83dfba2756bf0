package dev.cairn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.Events;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.RunChanges;
import dev.cairn.experiments.Transactions;
import dev.cairn.fleet.CairnConfig;
import dev.cairn.fleet.Fleet;
import dev.cairn.platform.Home;
import dev.cairn.problems.ProblemSets;
import dev.cairn.queue.RunQueue;
import dev.cairn.runs.ModelDirectories;
import dev.cairn.runs.RunExecutor;
import dev.cairn.runs.RunWork;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;

/** How the whole is put together. */
final class Wiring {
    /** On the database's clock; an owner that does not renew it for so long counts as dead. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    @Produces
    @Singleton
    Home home(CairnConfig config) {
        return Home.at(config.home());
    }

    /** Scratch is memory where the system has a memory file system: adapters live there for seconds. */
    @Produces
    @Singleton
    ArtifactStore artifactStore(Home home) {
        Path memory = Path.of("/dev/shm");
        Path scratch = Files.isWritable(memory)
                ? memory.resolve("cairn-" + Integer.toHexString(home.path().hashCode()))
                : home.scratch();
        return new ArtifactStore(home.artifacts(), scratch, Clock.systemUTC());
    }

    @Produces
    @Singleton
    Fleet fleet(CairnConfig config, Home home, ArtifactStore store) {
        return new Fleet(config.python(), config.workers(), home, store);
    }

    @Produces
    @Singleton
    ModelDirectories modelDirectories(CairnConfig config) {
        return new ModelDirectories(
                config.workers(), config.models().orElseGet(() -> config.home().resolve("models")));
    }

    @Produces
    @Singleton
    ProblemSets problemSets(DataSource database, CairnConfig config) {
        return new ProblemSets(database, config.workers().resolve("cairn_workers/worlds"));
    }

    @Produces
    @Singleton
    Events events(DataSource database, ObjectMapper json) {
        return new Events(database, json);
    }

    @Produces
    @Singleton
    RunChanges runChanges(Events events) {
        return new RunChanges(events);
    }

    @Produces
    @Singleton
    Transactions transactions(SessionFactory sessions) {
        return new HibernateTransactions(sessions);
    }

    @Produces
    @Singleton
    ExperimentStore experimentStore(
            DataSource database, Transactions transactions, RunChanges changes, Events events, ObjectMapper json) {
        return new ExperimentStore(database, transactions, changes, events, json);
    }

    @Produces
    @Singleton
    RunQueue runQueue(DataSource database, RunChanges changes) {
        return new RunQueue(database, changes, LEASE);
    }

    @Produces
    @Singleton
    RunExecutor runExecutor(RunQueue queue, RunWork work) {
        return new RunExecutor(
                queue, work, "pid-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }
}
