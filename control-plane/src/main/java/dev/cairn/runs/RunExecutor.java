package dev.cairn.runs;

import dev.cairn.experiments.RunState;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import dev.cairn.soar.OwnershipLostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Claims runs and carries them out, one at a time: a machine's engine and trainer serve one run best. */
public final class RunExecutor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final RunQueue queue;
    private final RunWork work;
    private final String owner;
    private final Semaphore hints = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable WatchedRun current;
    private @Nullable Thread loop;

    /** @param owner names this process; unique to its life */
    public RunExecutor(RunQueue queue, RunWork work, String owner) {
        this.queue = queue;
        this.work = work;
        this.owner = owner;
    }

    /** Begins to claim runs. */
    public synchronized void start() {
        if (loop == null) {
            loop = Thread.ofVirtual().name("run-executor").start(this::claimAndCarryOut);
        }
    }

    /** Something changed: look at the queue and at the present run at once instead of at the next turn. */
    public void hint() {
        hints.release();
        WatchedRun watched = current;
        if (watched != null) {
            watched.lookNow();
        }
    }

    private void claimAndCarryOut() {
        while (!stopping) {
            try {
                Optional<Lease> claimed = queue.claim(owner);
                if (claimed.isPresent()) {
                    carryOut(claimed.get());
                } else if (hints.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    hints.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "looking for work failed; trying again");
                pause();
            }
        }
    }

    private void carryOut(Lease lease) throws InterruptedException {
        if (lease.state() == RunState.CANCELLING) {
            queue.cancelled(lease, "cancelled by request");
            return;
        }
        LOG.infof("run %s claimed with fence %d", lease.run(), lease.fence());
        var watched = new WatchedRun(queue, lease, () -> work.carryOut(lease));
        current = watched;
        try {
            if (stopping) {
                watched.stop();
            }
            end(lease, watched.await());
        } catch (OwnershipLostException e) {
            LOG.warnf("%s", e.getMessage());
        } finally {
            current = null;
        }
    }

    private void end(Lease lease, Outcome outcome) {
        switch (outcome) {
            case Outcome.Succeeded() ->
                LOG.infof("run %s %s", lease.run(), queue.complete(lease).word());
            case Outcome.Failed(String reason) -> {
                LOG.errorf("run %s failed: %s", lease.run(), reason);
                queue.fail(lease, reason);
            }
            case Outcome.Cancelled() -> {
                LOG.infof("run %s cancelled", lease.run());
                queue.cancelled(lease, "cancelled by request");
            }
            case Outcome.Lost() -> LOG.warnf("run %s has another owner now; nothing more is written", lease.run());
            case Outcome.HandedBack() -> {
                LOG.infof("run %s handed back; it goes on later", lease.run());
                queue.release(lease);
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /** Hands the present run back at once and stops claiming. */
    @Override
    public void close() {
        stopping = true;
        hints.release();
        WatchedRun watched = current;
        if (watched != null) {
            watched.stop();
        }
        Thread running = loop;
        if (running != null) {
            try {
                if (!running.join(STOP_LIMIT)) {
                    LOG.warnf("the present run did not stop within %s; its lease runs out by itself", STOP_LIMIT);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
