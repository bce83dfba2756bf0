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
import dev.cairn.testing.TinyExperiment;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One owner of runs, wired as the application is: its queue, its work, and its HOME. */
record RunFixture(TestControlPlane plane) implements AutoCloseable {
    /** One outer step with two students of three steps each; the fake engine's log-probabilities are not a model's. */
    private static final TinyExperiment SMALL = TinyExperiment.chains()
            .outer(1, 2, 3, 1)
            .inner(3, 0, 3)
            .with("soar.teacher.loss.mismatchLimit", 1000)
            .with("soar.student.loss.mismatchLimit", 1000)
            .with("evaluate.problems", 0)
            .with("hardOnly.enabled", false)
            .with("execution.bridge", "HTTP");

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
        ExperimentSpec spec = SMALL.with("execution.engine", registered(experiments, ServiceKind.ENGINE, engine))
                .with(more)
                .spec();
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
