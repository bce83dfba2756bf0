package dev.cairn.runs;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.artifacts.CompletionFilesOnDisk;
import dev.cairn.base.Ticker;
import dev.cairn.events.Events;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.NoTransactions;
import dev.cairn.experiments.RunStateMachine;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.experiments.TestExperiments;
import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.fleet.registry.Registration;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.fleet.registry.TokenSeal;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ledger.ResultReader;
import dev.cairn.ledger.TestDatabase;
import dev.cairn.platform.Home;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSets;
import dev.cairn.queue.TestQueue;
import dev.cairn.runs.programs.LedgerResults;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.TestSpecs;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One owner of runs, wired as the application is: its queue, its work, and its HOME. */
record RunRig(TestQueue queue, RunWork work, Fleet fleet, ArtifactStore store, Home home) implements AutoCloseable {
    static final String TEACHER = "<teacher>";
    static final Path WORKERS =
            Path.of("../python-workers/src").toAbsolutePath().normalize();
    static final Path MODEL = WORKERS.resolve("cairn_chains/model");

    /** One outer step with two students of three steps each; the test engine's log-probabilities are no model's. */
    private static final Map<String, ?> SMALL = Map.ofEntries(
            Map.entry("soar.outer.steps", 1),
            Map.entry("soar.outer.window", 1),
            Map.entry("soar.outer.sets", 2),
            Map.entry("soar.outer.questions", 3),
            Map.entry("soar.outer.repeats", 1),
            Map.entry("soar.outer.rewardQuestions", 6),
            Map.entry("soar.inner.steps", 3),
            Map.entry("soar.inner.maxSteps", 3),
            Map.entry("soar.inner.growth", 0),
            Map.entry("soar.inner.batch", 2),
            Map.entry("soar.inner.group", 4),
            Map.entry("soar.teacher.warmup", 0),
            Map.entry("soar.teacher.loss.mismatchLimit", 1000),
            Map.entry("soar.student.loss.mismatchLimit", 1000),
            Map.entry("screen.samples", 2),
            Map.entry("evaluate.problems", 0),
            Map.entry("hardOnly.enabled", false),
            Map.entry("execution.trialsInParallel", 1),
            Map.entry("execution.bridge", "HTTP"));

    static RunRig of(DataSource database, Path home, Path artifacts, Path python, Duration lease) {
        Home own = Home.at(home);
        ArtifactStore store =
                new ArtifactStore(artifacts.resolve("durable"), artifacts.resolve("scratch"), Clock.systemUTC());
        JdbcRunner jdbc = new JdbcRunner(database);
        Fleet fleet = new Fleet(python, WORKERS, own, store, registry(database), Ticker.system());
        Events events = new Events(jdbc, TestDatabase.JSON);
        RunStateMachine changes = new RunStateMachine(events);
        ExperimentStore experiments = new ExperimentStore(jdbc, new NoTransactions(), events, TestDatabase.JSON);
        RunWork work = new RunWork(
                experiments,
                new FleetPorts(fleet, new ModelDirectories(WORKERS, own.path().resolve("models"))),
                new RunPrograms(experiments, new ProblemSets(jdbc, WORKERS), new LedgerResults(new ResultReader(jdbc))),
                store,
                new CompletionFilesOnDisk(store),
                jdbc,
                TestDatabase.JSON,
                0,
                news -> {},
                Clock.systemUTC(),
                Ticker.system());
        return new RunRig(new TestQueue(jdbc, changes, lease), work, fleet, store, own);
    }

    /** A screen and a soar run on sixteen problems that no sampled student solves. */
    static Experiment submit(TestExperiments experiments, URI engine, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(SMALL);
        settings.put("execution.engine", registered(experiments.database(), ServiceKind.ENGINE, engine));
        settings.putAll(more);
        var spec = TestSpecs.chains(settings);
        List<Problem> problems = IntStream.range(0, 16)
                .mapToObj(i -> new Problem("p" + i, "2*" + i + "-" + i, "4"))
                .toList();
        long set = new ProblemSets(experiments.jdbc(), WORKERS)
                .store("hard", "test", problems)
                .id();
        return experiments
                .store()
                .submit(new Submission(spec, "chains", set, RunPlanner.plan(spec), Submitter.local(), null));
    }

    /** Registers a service that asks for no token, if that was not done before; returns its name. */
    static String registered(DataSource database, ServiceKind kind, URI address) {
        Registry registry = registry(database);
        String name = kind.word() + "-" + address.getPort();
        if (registry.find(kind, name).isEmpty()) {
            registry.add(kind, new Registration(name, address.toString(), null, null, null));
        }
        return name;
    }

    /** Without tokens no key is needed. */
    private static Registry registry(DataSource database) {
        return new Registry(new JdbcRunner(database), new TokenSeal(Path.of("/nowhere/token-key"), new SecureRandom()));
    }

    @Override
    public void close() {
        fleet.close();
    }
}
