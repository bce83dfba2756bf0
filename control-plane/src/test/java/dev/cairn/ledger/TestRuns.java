package dev.cairn.ledger;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.RunId;
import dev.cairn.experiments.RunOrder;
import dev.cairn.experiments.TestExperiments;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Claimed runs with their journals. */
final class TestRuns {
    private final TestExperiments experiments;
    private final RunQueue queue;
    private final Map<RunId, Lease> leases = new HashMap<>();

    TestRuns(TestDatabase database) {
        this.experiments = new TestExperiments(database);
        this.queue = new RunQueue(experiments.database(), experiments.changes(), Duration.ofMinutes(10));
    }

    DataSource source() {
        return experiments.database();
    }

    /** A new experiment whose screening is done and whose soar run is claimed. */
    RunId claimSoar() {
        Experiment experiment = experiments.submit(Map.of(
                "soar.outer.steps", 4,
                "soar.outer.sets", TestUnits.SETS,
                "soar.outer.questions", TestUnits.QUESTIONS,
                "soar.outer.repeats", TestUnits.REPEATS));
        Lease screen = claim();
        if (!screen.run().equals(experiments.run(experiment, "screen"))) {
            throw new IllegalStateException("another run was claimed: " + screen);
        }
        queue.complete(screen);
        Lease soar = claim();
        // Out of the way of the next claim.
        experiments.store().cancelRun(experiments.run(experiment, "evaluate-base"));
        return soar.run();
    }

    /** Another owner takes the run over. */
    Lease takeOver(RunId run) {
        queue.release(held(run));
        Lease taken = queue.claim("b").orElseThrow();
        leases.put(run, taken);
        return taken;
    }

    void complete(RunId run) {
        queue.complete(held(run));
    }

    JdbcJournal journal(RunId run) {
        return journal(run, source(), TextPolicy.ALL);
    }

    JdbcJournal journal(RunId run, DataSource database) {
        return journal(run, database, TextPolicy.ALL);
    }

    JdbcJournal journal(RunId run, TextPolicy texts) {
        return journal(run, source(), texts);
    }

    private JdbcJournal journal(RunId run, DataSource database, TextPolicy texts) {
        RunOrder order = experiments.store().order(run);
        Lease lease = held(run);
        OwnedRun owned = new OwnedRun(
                order.experimentId().value(),
                run.value(),
                lease.owner(),
                lease.fence(),
                order.spec().soar(),
                texts);
        JdbcJournal journal = new JdbcJournal(
                owned,
                database,
                TestDatabase.JSON,
                path -> 650,
                Clock.systemUTC(),
                new RetryPolicy(Duration.ofMillis(1), Duration.ofMinutes(1)));
        try {
            journal.prepare();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return journal;
    }

    private Lease held(RunId run) {
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
