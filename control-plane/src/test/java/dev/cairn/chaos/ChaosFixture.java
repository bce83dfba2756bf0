package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.ids.ExperimentId;
import dev.cairn.problems.ProblemSets;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlanner;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.JavaProcess;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Submits the small experiment, starts control planes for it, and compares the results. */
final class ChaosFixture {
    /** As long as a heartbeat: a busy control plane may lose its own run, which costs an attempt and changes no row. */
    private static final Duration LEASE = Duration.ofSeconds(1);

    private final TestDatabase database;
    private final TestExperiments experiments;
    private final Path artifacts;
    private final long problems;
    private int started;

    ChaosFixture(TestDatabase database, Path artifacts) {
        this.database = database;
        this.experiments = new TestExperiments(database);
        this.artifacts = artifacts;
        this.problems = experiments
                .get(ProblemSets.class)
                .store("chaos", "test", ChaosScript.PROBLEMS)
                .id();
    }

    ExperimentId submit() {
        return submit(Map.of());
    }

    ExperimentId submit(Map<String, ?> more) {
        ExperimentSpec spec = ChaosScript.EXPERIMENT.with(more).spec();
        return experiments
                .store()
                .submit(new Submission(
                        spec, "chains", problems, RunPlanner.plan(spec), new Submitter("chaos", null), null))
                .id();
    }

    /** A control plane that is never disturbed. */
    JavaProcess startControlPlane() throws IOException {
        return startControlPlane(LEASE);
    }

    /** The same with leases of this length, so that it keeps its run even if it is busy. */
    JavaProcess startControlPlane(Duration lease) throws IOException {
        return startControlPlane(CrashPoint.Moment.NEVER, 0, lease);
    }

    /** A control plane that stops for good at a moment of its work. */
    JavaProcess startControlPlane(CrashPoint.Moment where, int number) throws IOException {
        return startControlPlane(where, number, LEASE);
    }

    private JavaProcess startControlPlane(CrashPoint.Moment where, int number, Duration lease) throws IOException {
        return JavaProcess.start(
                ControlPlaneProcess.class,
                database.applicationUrl(),
                "control-plane-" + started++,
                Long.toString(lease.toMillis()),
                artifacts.toString(),
                where.name(),
                Integer.toString(number));
    }

    TestDatabase database() {
        return database;
    }

    TestExperiments experiments() {
        return experiments;
    }

    Experiment read(ExperimentId id) {
        return experiments.store().find(id).orElseThrow();
    }

    boolean isOver(ExperimentId id) {
        return read(id).state().isFinal();
    }

    void awaitEnd(ExperimentId id) {
        await().ignoreExceptions().until(() -> isOver(id));
        assertThat(read(id).state()).as(read(id).runs().toString()).isEqualTo(ExperimentState.SUCCEEDED);
    }

    /** What differs between the rows of two experiments, run by run. */
    List<String> differences(ExperimentId a, ExperimentId b) {
        Comparison comparison = new Comparison(experiments.jdbc());
        List<Run> runsA = read(a).runs();
        List<Run> runsB = read(b).runs();
        assertThat(runsA).hasSameSizeAs(runsB).hasSize(6);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < runsA.size(); i++) {
            String name = runsA.get(i).name();
            comparison
                    .differences(runsA.get(i).id().value(), runsB.get(i).id().value())
                    .forEach(difference -> differences.add(name + ": " + difference));
        }
        return differences;
    }
}
