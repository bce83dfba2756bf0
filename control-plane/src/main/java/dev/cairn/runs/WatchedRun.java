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
 * Work on a run together with its heartbeat. The work is interrupted when the run is cancelled, when another owner has
 * it, or when the lease could not be renewed for two thirds of its length. It is asked to stop between units when the
 * run is paused or drained.
 */
final class WatchedRun {
    private static final Logger LOG = Logger.getLogger(WatchedRun.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /**
     * The longest time between an interrupt and the outcome, whatever the work is stuck in. What the work does later is
     * refused by its fence.
     */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RunQueue queue;
    private final Lease lease;
    private final Runnable beatFailed;
    private final Ticker ticker;
    private final Deadline claimEnd;
    private final StopSignal signal = new StopSignal();
    private final CompletableFuture<Outcome> finished = new CompletableFuture<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread worker;
    private volatile @Nullable Outcome instead;
    private volatile @Nullable Deadline stopping;

    /** The work to watch; an interrupt ends it. */
    @FunctionalInterface
    interface Work {
        Outcome run(StopSignal signal) throws InterruptedException;
    }

    /**
     * @param claimSent when the claim was sent, nanoseconds of the ticker; its answer may have taken long
     * @param beatFailed called when a heartbeat failed
     */
    WatchedRun(RunQueue queue, Lease lease, long claimSent, Work work, Runnable beatFailed, Ticker ticker) {
        this.queue = queue;
        this.lease = lease;
        this.beatFailed = beatFailed;
        this.ticker = ticker;
        this.claimEnd = Deadline.since(claimSent, lease.stopAfter(), ticker);
        this.worker = Thread.ofVirtual().name("run-" + lease.run()).unstarted(() -> finish(work));
    }

    private void finish(Work work) {
        try (LogContext _ = LogContext.of(lease)) {
            finished.complete(work.run(signal));
        } catch (InterruptedException e) {
            finished.complete(new Outcome.Released("interrupted"));
        } catch (Throwable e) {
            if (instead != null) {
                // The interrupt ended something early, such as a connection.
                LOG.debugf(e, "run %s was stopped", lease.run());
                finished.complete(new Outcome.Released("interrupted"));
                return;
            }
            LOG.errorf(e, "run %s stopped with an unexpected error", lease.run());
            finished.complete(new Outcome.Ended(
                    new RunOutcome.Failed(FailureClass.BUG, "internal error, please report it: " + e)));
        } finally {
            wake.release();
        }
    }

    /** Does the work and renews the lease until the work ends. */
    Outcome await() throws InterruptedException {
        Deadline leaseEnd = claimEnd;
        worker.start();
        while (!finished.isDone() && !isStuck()) {
            if (wake.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            if (!finished.isDone()) {
                leaseEnd = sendHeartbeat(leaseEnd);
            }
        }
        Outcome decided = instead;
        return decided == null ? finished.join() : decided;
    }

    /** Whether {@link #await} left the work to itself, which has not stopped in time. */
    boolean isAbandoned() {
        return !finished.isDone();
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

    /**
     * Sends a heartbeat. Returns when the owner must have stopped: later if the heartbeat succeeded, unchanged if it
     * failed.
     */
    private Deadline sendHeartbeat(Deadline leaseEnd) {
        // Measured before the heartbeat is sent, since its answer may take long.
        Deadline renewed = Deadline.in(lease.stopAfter(), ticker);
        try {
            switch (queue.heartbeat(lease)) {
                case HELD -> signal.withdraw();
                case STOP_AFTER_UNIT -> signal.request("paused or drained by request");
                case CANCELLING -> interrupt(new Outcome.Cancelled());
                case LOST -> interrupt(new Outcome.OwnershipLost());
            }
            return renewed;
        } catch (RuntimeException e) {
            LOG.logf(
                    SqlFailures.isDatabaseUnavailable(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
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

    /** Asks the queue now whether to continue. */
    void checkNow() {
        wake.release();
    }

    /** Asks the work to stop after the units in progress, because the control plane stops. */
    void drain() {
        signal.drain("its control plane was stopped");
    }

    /** Interrupts the work: the control plane stops, and the grace time is over. */
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
