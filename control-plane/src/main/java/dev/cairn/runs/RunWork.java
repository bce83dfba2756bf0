package dev.cairn.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.LogNames;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.RunPorts;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RetryPolicy;
import dev.cairn.jdbc.SqlFailures;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ledger.OwnedRun;
import dev.cairn.ledger.TextPolicy;
import dev.cairn.ledger.WaitNotice;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Prompts;
import dev.cairn.ports.RunStoppedException;
import dev.cairn.ports.StorageRoot;
import dev.cairn.queue.Lease;
import dev.cairn.results.UsageReader;
import dev.cairn.runs.programs.RunPrograms;
import dev.cairn.soar.PromptRoom;
import dev.cairn.soar.RunContext;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.spec.ExperimentSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Executes one claimed run: connects it to engine and worker, runs its algorithm over the journal, and retries where
 * that may help. Finished units are replayed, so a new attempt resumes where the last one stopped.
 */
final class RunWork {
    private static final Logger LOG = Logger.getLogger(RunWork.class);
    /** Attempts per claim; each finished unit starts the count again. After them the run is deferred. */
    private static final int ATTEMPTS = 3;

    /** Half of it would be below the minimum of a spec. */
    private static final int SMALLEST_MICRO_BATCH = 31;

    private static final Duration DELAY_ASKED_EVERY = Duration.ofSeconds(1);

    private final ExperimentStore experiments;
    private final Ports ports;
    private final RunPrograms programs;
    private final ArtifactStore store;
    private final CompletionFiles completionFiles;
    private final JdbcRunner jdbc;
    private final ObjectMapper json;
    private final Consumer<RunLifecycleEvent> news;
    private final Clock clock;
    private final Ticker ticker;
    private final UsageReader usages;
    private final Connector connector;

    /**
     * @param news listens to the end of units
     * @param clock for times that are stored
     * @param ticker for durations
     */
    public RunWork(
            ExperimentStore experiments,
            Ports ports,
            RunPrograms programs,
            ArtifactStore store,
            CompletionFiles completionFiles,
            JdbcRunner jdbc,
            ObjectMapper json,
            Consumer<RunLifecycleEvent> news,
            Clock clock,
            Ticker ticker) {
        this.experiments = experiments;
        this.ports = ports;
        this.programs = programs;
        this.store = store;
        this.completionFiles = completionFiles;
        this.jdbc = jdbc;
        this.json = json;
        this.news = news;
        this.clock = clock;
        this.ticker = ticker;
        this.usages = new UsageReader(jdbc);
        this.connector = new Connector(ports, new LogNames(jdbc));
    }

    /** Frees what the work on a run uses that did not stop in time, as far as that is possible. */
    void abandon(Lease lease) throws InterruptedException {
        ports.abandon(new Claim(lease.run().value(), lease.fence()));
    }

    /** Works on the run until it ends in any way, or until it is asked to stop between units. */
    Outcome execute(Lease lease, StopSignal signal) throws InterruptedException {
        Claim claim = new Claim(lease.run().value(), lease.fence());
        try {
            ClaimedRun order = experiments.claimedRun(lease.run());
            BudgetSpec budget = order.spec().budget();
            RunStopCheck stopCheck = new RunStopCheck(
                    signal, budget, usages, order.experimentId().value(), claim.run());
            JdbcJournal journal = journal(lease, claim, order, stopCheck);
            journal.prepare();
            try {
                return runWithRetries(order, claim, journal, new WatchedJournal(journal, lease, news, ticker));
            } catch (RunStoppedException e) {
                return stopCheck
                        .outOfBudget()
                        .<Outcome>map(
                                reason -> new Outcome.Ended(new RunOutcome.OutOfBudget(reason, budget.dependents())))
                        .orElseGet(() -> new Outcome.Released(String.valueOf(e.getMessage())));
            }
        } catch (OwnershipLostException e) {
            LOG.warnf("%s", e.getMessage());
            return new Outcome.OwnershipLost();
        } catch (RuntimeException e) {
            if (!SqlFailures.isDatabaseUnavailable(e)) {
                throw e;
            }
            LOG.warnf("run %s resumes when the database is back: %s", lease.run(), e.getMessage());
            return new Outcome.Released("the database was unavailable");
        } finally {
            ports.ended(claim);
            store.deleteAttempts("r" + lease.run(), lease.fence());
        }
    }

    private Outcome runWithRetries(ClaimedRun order, Claim claim, JdbcJournal journal, Journal watched)
            throws InterruptedException {
        int done = 0;
        ExperimentSpec spec = order.spec();
        for (int tries = 1; ; tries++) {
            try {
                attempt(order, spec, claim, journal, watched);
                return Outcome.succeeded();
            } catch (PortException e) {
                if (journal.committed() > done) {
                    // The run made progress since: a long run may meet more dead workers than a stuck one.
                    done = journal.committed();
                    tries = 1;
                }
                String reason = String.valueOf(e.getMessage());
                switch (e.remedy()) {
                    case FIX_REQUEST -> {
                        return new Outcome.Ended(new RunOutcome.Failed(FailureClass.USER, reason));
                    }
                    case GIVE_UP -> {
                        return new Outcome.Ended(new RunOutcome.Failed(FailureClass.BUG, reason));
                    }
                    case RETRY_SMALLER -> {
                        if (spec.execution().microBatchTokens() <= SMALLEST_MICRO_BATCH) {
                            return new Outcome.Ended(new RunOutcome.Failed(FailureClass.USER, reason));
                        }
                        // Not counted as an attempt: this ends by itself, when the micro-batch cannot be halved
                        // further.
                        spec = spec.with(spec.execution()
                                .withMicroBatchTokens(spec.execution().microBatchTokens() / 2));
                        LOG.warnf(
                                "run %s: %s; trying again with micro-batches of %d tokens",
                                order.id(), reason, spec.execution().microBatchTokens());
                        tries = 0;
                    }
                    case NO_ROOM -> {
                        // After a failure it counts as one: otherwise a run that always fails would be tried forever.
                        return tries == 1 ? new Outcome.NoRoom(reason) : new Outcome.Deferred(reason);
                    }
                    case RETRY, WAIT -> {
                        if (tries >= ATTEMPTS) {
                            return new Outcome.Deferred(reason);
                        }
                        RetryPause.after(tries, ATTEMPTS, order, journal, reason);
                    }
                }
            }
        }
    }

    private void attempt(ClaimedRun order, ExperimentSpec spec, Claim claim, JdbcJournal journal, Journal watched)
            throws InterruptedException {
        RunPorts connection = connector.connect(order.id(), spec, claim, journal);
        try (DelayWatch _ = new DelayWatch(
                () -> ports.delay(claim),
                what -> journal.waiting(WaitNotice.Cause.ENGINE, what)::close,
                DELAY_ASKED_EVERY)) {
            execute(order, connection, watched);
        }
    }

    private void execute(ClaimedRun order, RunPorts connection, Journal watched) throws InterruptedException {
        programs.run(
                order,
                new RunContext(
                        order.seed(),
                        connection.generator(),
                        connection.trainer(),
                        new AnswerGrading(connection.grader(), order.spec().grading(), programs.comparison(order)),
                        watched,
                        completionFiles,
                        new Prompts(
                                order.spec().prompts(),
                                connection.frames().of(order.spec().prompts())),
                        new PromptRoom(
                                connection.lengths(), order.spec().model().maxModelLength())));
    }

    private JdbcJournal journal(Lease lease, Claim claim, ClaimedRun order, RunStopCheck stopCheck) {
        return new JdbcJournal(
                new OwnedRun(
                        order.experimentId().value(),
                        lease.run().value(),
                        lease.owner(),
                        lease.fence(),
                        () -> ports.use(claim).gpus(),
                        order.spec().soar(),
                        TextPolicy.valueOf(
                                order.spec().execution().rolloutText().name())),
                jdbc,
                json,
                path -> store.bytes(StorageRoot.DURABLE, path),
                clock,
                RetryPolicy.standard(),
                stopCheck);
    }
}
