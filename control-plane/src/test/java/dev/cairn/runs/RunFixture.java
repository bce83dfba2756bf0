package dev.cairn.runs;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.fleet.registry.Registration;
import dev.cairn.fleet.registry.Registry;
import dev.cairn.fleet.registry.ServiceKind;
import dev.cairn.jdbc.Transactions;
import dev.cairn.platform.Home;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSets;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.RunQueue;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import dev.cairn.testing.TestSpecs;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One owner of runs, wired as the application is: its queue, its work, and its HOME. */
record RunFixture(TestControlPlane plane) implements AutoCloseable {
    /** One outer step with two students of three steps each; the fake engine's log-probabilities are not a model's. */
    private static final Map<String, ?> SMALL = Map.ofEntries(
            Map.entry("soar.outer.steps", 1),
            Map.entry("soar.outer.window", 1),
            Map.entry("soar.outer.sets", 2),
            Map.entry("soar.outer.questions", 3),
            Map.entry("soar.outer.repeats", 1),
            Map.entry("soar.outer.rewardQuestions", 6),
            Map.entry("soar.inner.steps", 3),
            Map.entry("soar.inner.maxSteps", 3),
            Map.entry("soar.inner.stepsPerPromotion", 0),
            Map.entry("soar.inner.questionsPerStep", 2),
            Map.entry("soar.inner.groupSize", 4),
            Map.entry("soar.teacher.warmup", 0),
            Map.entry("soar.teacher.loss.mismatchLimit", 1000),
            Map.entry("soar.student.loss.mismatchLimit", 1000),
            Map.entry("screen.samples", 2),
            Map.entry("evaluate.problems", 0),
            Map.entry("hardOnly.enabled", false),
            Map.entry("execution.trialsInParallel", 1),
            Map.entry("execution.bridge", "HTTP"));

    static RunFixture of(DataSource database, Path home, Path artifacts, Path python, Duration lease) {
        return new RunFixture(TestControlPlane.on(database)
                .config(new TestConfig(home, python, Duration.ZERO))
                .queue(QueueSettings.standard().withLease(lease))
                .artifacts(artifacts));
    }

    TestQueue queue() {
        return new TestQueue(plane.get(RunQueue.class));
    }

    RunWork work() {
        return plane.get(RunWork.class);
    }

    Home home() {
        return plane.get(Home.class);
    }

    /** A screen and a soar run on sixteen problems that no sampled student solves. */
    static Experiment submit(TestExperiments experiments, URI engine, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(SMALL);
        settings.put("execution.engine", registered(experiments, ServiceKind.ENGINE, engine));
        settings.putAll(more);
        ExperimentSpec spec = TestSpecs.chains(settings);
        List<Problem> problems = IntStream.range(0, 16)
                .mapToObj(i -> new Problem("p" + i, "2*" + i + "-" + i, "4"))
                .toList();
        long set = experiments
                .get(ProblemSets.class)
                .store("hard", "test", problems)
                .id();
        return experiments
                .store()
                .submit(new Submission(spec, "chains", set, RunPlanner.plan(spec), Submitter.local(), null));
    }

    /** Registers a service that asks for no token, if that was not done before; returns its name. */
    static String registered(TestExperiments experiments, ServiceKind kind, URI address) {
        // Without tokens no key is needed.
        Registry registry =
                new Registry(experiments.get(Transactions.class), Path.of("/nowhere/token-key"), new SecureRandom());
        String name = kind.wireName() + "-" + address.getPort();
        if (registry.find(kind, name).isEmpty()) {
            registry.add(kind, new Registration(name, address.toString(), null, null, null));
        }
        return name;
    }

    @Override
    public void close() {
        plane.close();
    }
}
