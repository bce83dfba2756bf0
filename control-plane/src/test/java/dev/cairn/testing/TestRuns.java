package dev.cairn.testing;

import dev.cairn.base.Backoff;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.RunControl;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RetryPolicy;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.OwnedRun;
import dev.cairn.ledger.StopCheck;
import dev.cairn.ledger.TextPolicy;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.queue.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Claimed runs with their journals. */
public final class TestRuns {
    private final TestExperiments experiments;
    private final TestQueue queue;
    private final Map<RunId, Lease> leases = new HashMap<>();

    public TestRuns(TestDatabase database) {
        this.experiments = new TestExperiments(database);
        this.queue = new TestQueue(database, Duration.ofMinutes(10));
    }

    /** An object of the application on this database. */
    public <T> T get(Class<T> type) {
        return experiments.get(type);
    }

    public JdbcRunner jdbc() {
        return experiments.jdbc();
    }

    public DataSource source() {
        return experiments.database();
    }

    /** A new experiment whose screening is done and whose soar run is claimed. */
    public RunId claimSoar() {
        return claimSoar(
                TinyExperiment.chains().outer(4, TestUnits.SETS, TestUnits.QUESTIONS, TestUnits.REPEATS), List.of());
    }

    /** The same with the given experiment and hard problems for training. */
    public RunId claimSoar(TinyExperiment tiny, List<String> train) {
        return claimSoar(tiny, train, screen -> {});
    }

    /** Work of a run. */
    @FunctionalInterface
    public interface Work {
        void of(RunId run) throws InterruptedException;
    }

    /** The same with further work of the screening, which only has its split otherwise. */
    public RunId claimSoar(TinyExperiment tiny, List<String> train, Work screening) {
        Experiment experiment = experiments.submit(tiny.settings());
        Lease screen = claim();
        if (!screen.run().equals(experiments.run(experiment, "screen"))) {
            throw new IllegalStateException("another run was claimed: " + screen);
        }
        try {
            screening.of(screen.run());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (!train.isEmpty()) {
            split(screen.run(), train);
        }
        queue.complete(screen);
        Lease soar = claim();
        // Out of the way of the next claim.
        experiments.control().cancel(experiments.run(experiment, "evaluate-base"));
        return soar.run();
    }

    private void split(RunId screen, List<String> train) {
        UnitResult.Split split = new UnitResult.Split(train, List.of(), train.size(), 0);
        try {
            journal(screen).once(Unit.split(), attempt -> Journal.Output.of(split));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that is needed to carry a run out. */
    public ClaimedRun order(RunId run) {
        return experiments.store().claimedRun(run);
    }

    /** Another owner takes the run over. */
    public Lease takeOver(RunId run) {
        queue.release(held(run));
        Lease taken = queue.claim("b").orElseThrow();
        leases.put(run, taken);
        return taken;
    }

    public void complete(RunId run) {
        queue.complete(held(run));
    }

    public JdbcJournal journal(RunId run) {
        return journal(run, source(), TextPolicy.ALL);
    }

    public JdbcJournal journal(RunId run, DataSource database) {
        return journal(run, database, TextPolicy.ALL);
    }

    public JdbcJournal journal(RunId run, TextPolicy texts) {
        return journal(run, source(), texts);
    }

    private JdbcJournal journal(RunId run, DataSource database, TextPolicy texts) {
        ClaimedRun order = order(run);
        Lease lease = held(run);
        OwnedRun owned = new OwnedRun(
                order.experimentId().value(),
                run.value(),
                lease.owner(),
                lease.fence(),
                () -> 0,
                order.spec().soar(),
                texts);
        JdbcJournal journal = new JdbcJournal(
                owned,
                new JdbcRunner(database),
                TestJson.MAPPER,
                path -> 650,
                Clock.systemUTC(),
                new RetryPolicy(new Backoff(Duration.ofMillis(1), Duration.ofSeconds(5)), Duration.ofMinutes(3)),
                StopCheck.never());
        try {
            journal.prepare();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return journal;
    }

    /** Claims the next run of the queue. */
    public RunId claimNext() {
        return claim().run();
    }

    public void fail(RunId run) {
        queue.fail(held(run), "failed by a test");
    }

    public RunControl control() {
        return experiments.control();
    }

    public ExperimentStore store() {
        return experiments.store();
    }

    public Experiment submit(Map<String, ?> settings) {
        return experiments.submit(settings);
    }

    public Lease held(RunId run) {
        Lease lease = leases.get(run);
        if (lease == null) {
            throw new IllegalStateException("run " + run + " is not claimed");
        }
        return lease;
    }

    private Lease claim() {
        Lease lease = queue.claim("a").orElseThrow();
        leases.put(lease.run(), lease);
        return lease;
    }
}
