package dev.cairn.experiments;

import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ledger.TestDatabase;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSets;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import dev.cairn.spec.TestSpecs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.Configuration;

/** The store on a real database, with Hibernate but without a container. */
public final class TestExperiments {
    private final DataSource database;
    private final Events events;
    private static final ExperimentSpec PAIR = TestSpecs.chains(Map.of());

    private final RunStateMachine changes;
    private final ExperimentStore store;
    private final JdbcRunner jdbc;
    private final RunControl control;
    private final long problemSet;

    public TestExperiments(TestDatabase shared) {
        database = shared.application();
        jdbc = new JdbcRunner(database);
        events = new Events(jdbc, TestDatabase.JSON);
        changes = new RunStateMachine(events);
        SessionFactory sessions = Sessions.on(shared);
        Transactions transactions = new Transactions() {
            @Override
            public <T> T call(Function<StatelessSession, T> work) {
                return sessions.fromStatelessTransaction(work);
            }
        };
        store = new ExperimentStore(jdbc, transactions, events, TestDatabase.JSON);
        control = new RunControl(jdbc, store, changes, events);
        problemSet = new ProblemSets(jdbc, Path.of("none"))
                .store("test", "test", List.of(new Problem("p0", "1+1", "2"), new Problem("p1", "2+2", "4")))
                .id();
    }

    /** One factory a database is enough for all tests of a JVM. */
    private static final class Sessions {
        private static final Map<String, SessionFactory> made = new ConcurrentHashMap<>();

        private Sessions() {}

        static SessionFactory on(TestDatabase database) {
            return made.computeIfAbsent(database.applicationUrl(), url -> make(database.application()));
        }

        private static SessionFactory make(DataSource database) {
            Configuration configuration =
                    new Configuration().addAnnotatedClass(ExperimentRow.class).addAnnotatedClass(RunRow.class);
            configuration.getProperties().put("hibernate.connection.datasource", database);
            return configuration.buildSessionFactory();
        }
    }

    public JdbcRunner jdbc() {
        return jdbc;
    }

    public DataSource database() {
        return database;
    }

    public ExperimentStore store() {
        return store;
    }

    public RunControl control() {
        return control;
    }

    public RunStateMachine changes() {
        return changes;
    }

    public Events events() {
        return events;
    }

    long problemSet() {
        return problemSet;
    }

    /** Submits the chains preset with overrides. */
    public Experiment submit(Map<String, ?> overrides) {
        return submit(overrides, Submitter.local().owner());
    }

    /** The same, submitted by somebody. */
    public Experiment submit(Map<String, ?> overrides, String owner) {
        return submit(overrides, new Submitter(owner, null));
    }

    /** The same, under an idempotency key. */
    public Experiment submit(Map<String, ?> overrides, Submitter by) {
        ExperimentSpec spec = TestSpecs.chains(overrides);
        return store.submit(new Submission(spec, "chains", problemSet, RunPlanner.plan(spec), by, null));
    }

    /** An experiment of two runs, the second of which depends on the first. */
    public Experiment submitPair() {
        List<PlannedRun> pair = List.of(
                new PlannedRun("first", RunKind.SCREEN, 1, new RunSpec.Screen(), 1, List.of()),
                new PlannedRun("second", RunKind.SOAR, 2, new RunSpec.Soar("first"), 1, List.of("first")));
        return store.submit(new Submission(PAIR, "chains", problemSet, pair, Submitter.local(), null));
    }

    /** The newest generation of a run. */
    public RunId newest(ExperimentId experiment, RunId run) {
        return store.runNamed(experiment, store.run(run).orElseThrow().name()).orElseThrow();
    }

    /** A run of an experiment by its name. */
    public RunId run(Experiment experiment, String name) {
        return store.runNamed(experiment.id(), name).orElseThrow();
    }

    public RunState state(RunId run) {
        return store.run(run).orElseThrow().state();
    }
}
