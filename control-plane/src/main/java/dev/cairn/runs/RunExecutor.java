package dev.cairn.runs;

import dev.cairn.base.Ticker;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.SqlFailures;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Claims runs and executes them, a limited number at a time; also runs the queue's maintenance. */
public final class RunExecutor implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** Time to wait after an interrupt; longer than stuck work is waited for, and its engine and worker take to end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(35);

    private final RunQueue queue;
    private final RunEnding ending;
    private final RunWork work;
    private final ControlPlane self;
    private final QueueMaintenance upkeep;
    private final ExecutorSettings settings;
    private final Consumer<RunLifecycleEvent> news;
    private final Ticker ticker;
    private final Semaphore slots;
    private final Semaphore hints = new Semaphore(0);
    private final Set<WatchedRun> current = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Thread loop;

    /**
     * @param self name of this process, unique per process
     * @param news listens to the runs' lifecycle
     * @param ticker measures leases
     */
    public RunExecutor(
            RunQueue queue,
            RunWork work,
            ControlPlanes planes,
            ControlPlane self,
            ExecutorSettings settings,
            Consumer<RunLifecycleEvent> news,
            Ticker ticker) {
        this.queue = queue;
        this.ending = new RunEnding(queue);
        this.work = work;
        this.self = self;
        this.settings = settings;
        this.news = news;
        this.ticker = ticker;
        this.slots = new Semaphore(settings.runsAtOnce());
        this.upkeep = new QueueMaintenance(queue, planes, self, news, this::wakeUp, this::state);
    }

    /** Starts claiming runs. */
    public synchronized void start() {
        if (loop == null) {
            upkeep.start();
            loop = Thread.ofVirtual().name("run-executor").start(this::claimAndExecute);
        }
    }

    /** Checks the queue and the current runs now rather than at the next interval, because something changed. */
    public void wakeUp() {
        queue.invalidateCandidates();
        hints.release();
        current.forEach(WatchedRun::checkNow);
    }

    /** Whether it has started to stop. */
    public boolean isDraining() {
        return stopping;
    }

    private ControlPlanes.State state() {
        return stopping ? ControlPlanes.State.DRAINING : ControlPlanes.State.CLAIMING;
    }

    private void claimAndExecute() {
        while (!stopping) {
            try {
                slots.acquire();
                long claimSent = ticker.nanos();
                Optional<Lease> claimed = claimed();
                if (claimed.isPresent()) {
                    Lease lease = claimed.get();
                    Thread.ofVirtual().name("owner-of-" + lease.run()).start(() -> execute(lease, claimSent));
                } else {
                    slots.release();
                    awaitWakeUp();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Optional<Lease> claimed() {
        try {
            return stopping ? Optional.empty() : queue.claim(self.id(), self.pools());
        } catch (DatabaseException e) {
            LOG.logf(
                    SqlFailures.isDatabaseUnavailable(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "looking for work failed and will be tried again: %s",
                    e.getMessage());
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.errorf(e, "looking for work failed; trying again");
            return Optional.empty();
        }
    }

    private void awaitWakeUp() throws InterruptedException {
        if (!stopping && hints.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            hints.drainPermits();
        }
    }

    private void execute(Lease lease, long claimSent) {
        news.accept(new RunLifecycleEvent.Claimed(lease.run()));
        long freedBefore = ending.freed();
        boolean usedRoom = true;
        WatchedRun watched = new WatchedRun(
                queue,
                lease,
                claimSent,
                signal -> work.execute(lease, signal),
                () -> news.accept(new RunLifecycleEvent.HeartbeatFailed()),
                ticker);
        current.add(watched);
        try (LogContext _ = LogContext.of(lease)) {
            LOG.infof("run %s claimed with fence %d", lease.run(), lease.fence());
            if (stopping) {
                watched.drain();
            }
            Outcome outcome = watched.await();
            usedRoom = !(outcome instanceof Outcome.NoRoom);
            news.accept(ending.write(lease, outcome, freedBefore));
            if (!usedRoom) {
                ending.awaitRoom(freedBefore);
            }
        } catch (OwnershipLostException e) {
            LOG.warnf("%s", e.getMessage());
            news.accept(new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.LOST));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "the end of run %s could not be written; it is taken over when its lease expires", lease.run());
            news.accept(new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.LOST));
        } finally {
            current.remove(watched);
            leave(lease, watched, usedRoom);
            slots.release();
            hints.release();
        }
    }

    /** Frees what the run used. Those that wait for room come before later runs, so they are told before the slot is free. */
    private void leave(Lease lease, WatchedRun watched, boolean usedRoom) {
        try {
            if (watched.isAbandoned()) {
                work.abandon(lease);
            }
            if (usedRoom) {
                ending.roomFreed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf(e, "not all that run %s uses could be freed", lease.run());
        }
    }

    /** Stops claiming. Runs are released after their current units, or when the grace time is over. */
    @Override
    public void close() {
        stopping = true;
        ending.stopWaiting();
        hints.release();
        current.forEach(WatchedRun::drain);
        try {
            if (!allSlotsFree(settings.grace())) {
                current.forEach(WatchedRun::stop);
                if (!allSlotsFree(STOP_LIMIT)) {
                    LOG.warnf("a run did not stop within %s; its lease will expire", STOP_LIMIT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        upkeep.close();
    }

    private boolean allSlotsFree(Duration within) throws InterruptedException {
        boolean free = slots.tryAcquire(settings.runsAtOnce(), within.toMillis(), TimeUnit.MILLISECONDS);
        if (free) {
            slots.release(settings.runsAtOnce());
        }
        return free;
    }
}
