package dev.cairn.runs;

import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.jdbc.SqlFailures;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work on a run together with its heartbeat: the work is interrupted when the run is cancelled, when another owner has it,
 * or when the lease could not be renewed for two thirds of its length; it is asked to stop at the next edge when the run is
 * paused or drained.
 */
final class WatchedRun {
    private static final Logger LOG = Logger.getLogger(WatchedRun.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /**
     * After an interrupt the outcome stands at the latest after this time, whatever the work is stuck in: what it does
     * later is refused by its fence.
     */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RunQueue queue;
    private final Lease lease;
    private final Runnable beatFailed;
    private final Ticker ticker;
    private final StopSignal signal = new StopSignal();
    private final CompletableFuture<Outcome> finished = new CompletableFuture<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread worker;
    private volatile @Nullable Outcome instead;
    private volatile @Nullable Deadline stopping;

    /** What is watched; an interrupt ends it. */
    @FunctionalInterface
    interface Work {
        Outcome run(StopSignal signal) throws InterruptedException;
    }

    /** @param beatFailed called when the lease could not be renewed */
    WatchedRun(RunQueue queue, Lease lease, Work work, Runnable beatFailed, Ticker ticker) {
        this.queue = queue;
        this.lease = lease;
        this.beatFailed = beatFailed;
        this.ticker = ticker;
        this.worker = Thread.ofVirtual().name("run-" + lease.run()).unstarted(() -> finish(work));
    }

    private void finish(Work work) {
        try (LogContext _ = LogContext.of(lease)) {
            finished.complete(work.run(signal));
        } catch (InterruptedException e) {
            finished.complete(new Outcome.Released("interrupted"));
        } catch (Throwable e) {
            if (instead != null) {
                // The interrupt broke something off, such as a connection.
                LOG.debugf(e, "run %s was stopped", lease.run());
                finished.complete(new Outcome.Released("interrupted"));
                return;
            }
            LOG.errorf(e, "run %s stopped on an error that nothing expected", lease.run());
            finished.complete(new Outcome.Ended(
                    new RunOutcome.Failed(FailureClass.BUG, "internal error, please report it: " + e)));
        } finally {
            wake.release();
        }
    }

    /** Does the work and keeps the lease until it is over. */
    Outcome await() throws InterruptedException {
        worker.start();
        Deadline leaseEnd = leaseEnd();
        while (!finished.isDone() && !isStuck()) {
            if (wake.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            if (!finished.isDone()) {
                leaseEnd = beat(leaseEnd);
            }
        }
        Outcome decided = instead;
        return decided == null ? finished.join() : decided;
    }

    private boolean isStuck() {
        Deadline stopped = stopping;
        boolean stuck = stopped != null && stopped.hasPassed();
        if (stuck) {
            LOG.warnf(
                    "the work on run %s did not stop within %d s; it is left to its own deadline, and can write nothing",
                    lease.run(), GRACE.toSeconds());
        }
        return stuck;
    }

    private Deadline leaseEnd() {
        return Deadline.in(lease.stopAfter(), ticker);
    }

    /** When the owner must have stopped: later after a heartbeat, as before if it failed. */
    private Deadline beat(Deadline leaseEnd) {
        // From before it is sent: the answer may take long.
        Deadline renewed = leaseEnd();
        try {
            switch (queue.heartbeat(lease)) {
                case HELD -> signal.takeBack();
                case TO_THE_EDGE -> signal.ask("paused or drained by request");
                case CANCELLING -> interrupt(new Outcome.Cancelled());
                case LOST -> interrupt(new Outcome.OwnershipLost());
            }
            return renewed;
        } catch (RuntimeException e) {
            LOG.logf(
                    SqlFailures.databaseAway(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "heartbeat of run %s failed: %s",
                    lease.run(),
                    e.getMessage());
            beatFailed.run();
            if (leaseEnd.hasPassed()) {
                interrupt(new Outcome.OwnershipLost());
            }
            return leaseEnd;
        }
    }

    /** Asks the queue at once whether to continue. */
    void lookNow() {
        wake.release();
    }

    /** The control plane is stopping: the units in progress may be finished. */
    void drain() {
        signal.drain("its control plane was stopped");
    }

    /** The control plane is stopping, and time is up. */
    void stop() {
        interrupt(new Outcome.Released("its control plane was stopped"));
    }

    private void interrupt(Outcome outcome) {
        if (instead == null) {
            instead = outcome;
            stopping = Deadline.in(GRACE, ticker);
        }
        worker.interrupt();
    }
}
