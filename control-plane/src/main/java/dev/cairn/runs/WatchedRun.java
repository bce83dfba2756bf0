package dev.cairn.runs;

import dev.cairn.queue.Heartbeat;
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
 * or when the lease could not be renewed for two thirds of its length.
 */
final class WatchedRun {
    private static final Logger LOG = Logger.getLogger(WatchedRun.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final RunQueue queue;
    private final Lease lease;
    private final CompletableFuture<Outcome> finished = new CompletableFuture<>();
    private final Semaphore wake = new Semaphore(0);
    private final Thread worker;
    private volatile @Nullable Outcome instead;

    /** What is watched; an interrupt ends it. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws InterruptedException;
    }

    WatchedRun(RunQueue queue, Lease lease, Work work) {
        this.queue = queue;
        this.lease = lease;
        this.worker = Thread.ofVirtual().name("run-" + lease.run()).unstarted(() -> finish(work));
    }

    private void finish(Work work) {
        try {
            finished.complete(work.run());
        } catch (InterruptedException e) {
            finished.complete(new Outcome.HandedBack());
        } catch (Throwable e) {
            if (instead != null) {
                // The interrupt broke something off, such as a connection.
                LOG.debugf(e, "run %s was stopped", lease.run());
                finished.complete(new Outcome.HandedBack());
                return;
            }
            LOG.errorf(e, "run %s stopped on an error that nothing expected", lease.run());
            finished.complete(new Outcome.Failed("internal error, please report it: " + e));
        } finally {
            wake.release();
        }
    }

    /** Does the work and keeps the lease until it is over. */
    Outcome await() throws InterruptedException {
        worker.start();
        long lastBeat = System.nanoTime();
        while (!finished.isDone()) {
            if (wake.tryAcquire(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            if (!finished.isDone()) {
                lastBeat = beat(lastBeat);
            }
        }
        Outcome decided = instead;
        return decided == null ? finished.join() : decided;
    }

    private long beat(long lastBeat) {
        try {
            switch (queue.heartbeat(lease)) {
                case Heartbeat.HELD -> {}
                case Heartbeat.CANCELLING -> interrupt(new Outcome.Cancelled());
                case Heartbeat.LOST -> interrupt(new Outcome.Lost());
            }
            return System.nanoTime();
        } catch (RuntimeException e) {
            LOG.warnf("heartbeat of run %s failed: %s", lease.run(), e.getMessage());
            if (System.nanoTime() - lastBeat > lease.stopAfter().toNanos()) {
                interrupt(new Outcome.Lost());
            }
            return lastBeat;
        }
    }

    /** Asks the queue at once whether to go on. */
    void lookNow() {
        wake.release();
    }

    /** The control plane is stopping. */
    void stop() {
        interrupt(new Outcome.HandedBack());
    }

    private void interrupt(Outcome outcome) {
        if (instead == null) {
            instead = outcome;
        }
        worker.interrupt();
    }
}
