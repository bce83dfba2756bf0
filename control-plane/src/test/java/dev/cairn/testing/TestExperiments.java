package dev.cairn.testing;

import dev.cairn.events.Events;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.RunControl;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSets;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Experiments that tests submit to the real database. */
public final class TestExperiments {
    private static final ExperimentSpec PAIR = TestSpecs.chains(Map.of());

    private final TestControlPlane controlPlane;
    private final long problemSet;

    public TestExperiments(TestDatabase database) {
        controlPlane = TestControlPlane.on(database);
        problemSet = get(ProblemSets.class)
                .store("test", "test", List.of(new Problem("p0", "1+1", "2"), new Problem("p1", "2+2", "4")))
                .id();
    }

    /** An object of the application on this database. */
    public <T> T get(Class<T> type) {
        return controlPlane.get(type);
    }

    public JdbcRunner jdbc() {
        return get(JdbcRunner.class);
    }

    public DataSource database() {
        return get(DataSource.class);
    }

    public ExperimentStore store() {
        return get(ExperimentStore.class);
    }

    public RunControl control() {
        return get(RunControl.class);
    }

    public Events events() {
        return get(Events.class);
    }

    public long problemSet() {
        return problemSet;
    }

    /** Submits the chains preset with overrides. */
    public Experiment submit(Map<String, ?> overrides) {
        return submit(overrides, Submitter.local().owner());
    }

    /** The same, submitted by the given owner. */
    public Experiment submit(Map<String, ?> overrides, String owner) {
        return submit(overrides, new Submitter(owner, null));
    }

    /** The same, under an idempotency key. */
    public Experiment submit(Map<String, ?> overrides, Submitter by) {
        ExperimentSpec spec = TestSpecs.chains(overrides);
        return store().submit(new Submission(spec, "chains", problemSet, RunPlanner.plan(spec), by, null));
    }

    /** An experiment of two runs, the second of which depends on the first. */
    public Experiment submitPair() {
        List<PlannedRun> pair = List.of(
                new PlannedRun("first", RunKind.SCREEN, 1, new RunSpec.Screen(), 1, List.of()),
                new PlannedRun("second", RunKind.SOAR, 2, new RunSpec.Soar("first"), 1, List.of("first")));
        return store().submit(new Submission(PAIR, "chains", problemSet, pair, Submitter.local(), null));
    }

    /** The newest generation of a run. */
    public RunId newest(ExperimentId experiment, RunId run) {
        return store().runNamed(experiment, store().run(run).orElseThrow().name())
                .orElseThrow();
    }

    /** A run of an experiment by its name. */
    public RunId run(Experiment experiment, String name) {
        return store().runNamed(experiment.id(), name).orElseThrow();
    }

    public RunState state(RunId run) {
        return store().run(run).orElseThrow().state();
    }
}
