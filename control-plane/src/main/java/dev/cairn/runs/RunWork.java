package dev.cairn.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.RunOrder;
import dev.cairn.fleet.Connection;
import dev.cairn.fleet.Fleet;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.OwnedRun;
import dev.cairn.ledger.RetryPolicy;
import dev.cairn.ledger.SqlFailures;
import dev.cairn.ledger.TextPolicy;
import dev.cairn.queue.Lease;
import dev.cairn.soar.AnswerGrading;
import dev.cairn.soar.CompletionFiles;
import dev.cairn.soar.OwnershipLostException;
import dev.cairn.soar.PortException;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.StorageRoot;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Carries out one claimed run: connects it to engine and worker, runs its algorithm over the journal, and tries again
 * where trying again may help. Units that are done are replayed, so a new try goes on where the last one stopped.
 */
public final class RunWork {
    private static final Logger LOG = Logger.getLogger(RunWork.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final ExperimentStore experiments;
    private final Fleet fleet;
    private final RunKinds kinds;
    private final ModelDirectories models;
    private final ArtifactStore store;
    private final CompletionFiles completionFiles;
    private final DataSource database;
    private final ObjectMapper json;

    public RunWork(
            ExperimentStore experiments,
            Fleet fleet,
            RunKinds kinds,
            ModelDirectories models,
            ArtifactStore store,
            CompletionFiles completionFiles,
            DataSource database,
            ObjectMapper json) {
        this.experiments = experiments;
        this.fleet = fleet;
        this.kinds = kinds;
        this.models = models;
        this.store = store;
        this.completionFiles = completionFiles;
        this.database = database;
        this.json = json;
    }

    /** Does the run's work until it is over, however it ends. */
    Outcome carryOut(Lease lease) throws InterruptedException {
        try {
            RunOrder order = experiments.order(lease.run());
            JdbcJournal journal = journal(lease, order);
            journal.prepare();
            int done = 0;
            for (int tried = 1; ; tried++) {
                try {
                    attempt(order, journal);
                    return new Outcome.Succeeded();
                } catch (PortException e) {
                    if (journal.committed() > done) {
                        // It got on since: a long run may meet more dead workers than one that stands still.
                        done = journal.committed();
                        tried = 1;
                    }
                    if (!worthAnotherTry(e, tried)) {
                        return new Outcome.Failed(String.valueOf(e.getMessage()));
                    }
                    Duration pause = FIRST_PAUSE.multipliedBy(1L << (tried - 1));
                    LOG.warnf(
                            "run %s: %s; trying again in %d s (%d of %d)",
                            lease.run(), e.getMessage(), pause.toSeconds(), tried, TRIES);
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            }
        } catch (OwnershipLostException e) {
            LOG.warnf("%s", e.getMessage());
            return new Outcome.Lost();
        } catch (RuntimeException e) {
            if (!SqlFailures.databaseAway(e)) {
                throw e;
            }
            LOG.warnf("run %s goes on when the database is back: %s", lease.run(), e.getMessage());
            return new Outcome.HandedBack();
        } finally {
            store.deleteAttempts("r" + lease.run(), lease.fence());
        }
    }

    private static boolean worthAnotherTry(PortException failure, int tried) {
        return switch (failure.remedy()) {
            case RETRY, WAIT -> tried < TRIES;
            case FIX_REQUEST, GIVE_UP -> false;
        };
    }

    private void attempt(RunOrder order, JdbcJournal journal) throws InterruptedException {
        Connection connection = fleet.connect(
                SpecNeeds.of(order.spec(), models.find(order.spec().model().path())));
        kinds.run(
                order,
                new RunContext(
                        order.seed(),
                        connection.generator(),
                        connection.trainer(),
                        new AnswerGrading(connection.grader()),
                        journal,
                        completionFiles,
                        order.spec().prompts()));
    }

    private JdbcJournal journal(Lease lease, RunOrder order) {
        return new JdbcJournal(
                new OwnedRun(
                        order.experimentId().value(),
                        lease.run().value(),
                        lease.owner(),
                        lease.fence(),
                        order.spec().soar(),
                        TextPolicy.valueOf(
                                order.spec().execution().rolloutText().name())),
                database,
                json,
                path -> store.bytes(StorageRoot.DURABLE, path),
                Clock.systemUTC(),
                RetryPolicy.defaults());
    }
}
