package dev.cairn.runs;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.jdbc.SqlFailures;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.RunQueue;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Sends this control plane's heartbeat once a second and takes runs from owners that are dead. */
final class QueueMaintenance implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(QueueMaintenance.class);

    private final RunQueue queue;
    private final ControlPlanes planes;
    private final ControlPlanes.ControlPlane self;
    private final Consumer<RunLifecycleEvent> news;
    private final Runnable reaped;
    private final Supplier<ControlPlanes.State> state;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("queue-upkeep").factory());

    /**
     * @param reaped called after a run was taken from a dead owner
     * @param state whether this control plane claims runs at present
     */
    QueueMaintenance(
            RunQueue queue,
            ControlPlanes planes,
            ControlPlanes.ControlPlane self,
            Consumer<RunLifecycleEvent> news,
            Runnable reaped,
            Supplier<ControlPlanes.State> state) {
        this.queue = queue;
        this.planes = planes;
        this.self = self;
        this.news = news;
        this.reaped = reaped;
        this.state = state;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule; failures are logged below
    void start() {
        schedule.scheduleWithFixedDelay(this::tick, 0, 1, TimeUnit.SECONDS);
    }

    private void tick() {
        try {
            planes.heartbeat(self, state.get());
            List<RunState> taken = queue.reap();
            if (!taken.isEmpty()) {
                LOG.warnf(
                        "%s of a control plane that died: queued again",
                        taken.size() == 1 ? "1 run" : taken.size() + " runs");
                taken.forEach(this::publishReaped);
                reaped.run();
            }
        } catch (RuntimeException e) {
            LOG.logf(
                    SqlFailures.isDatabaseUnavailable(e) ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "queue maintenance failed and will be tried again: %s",
                    e.getMessage());
        }
    }

    private void publishReaped(RunState state) {
        news.accept(new RunLifecycleEvent.Reaped());
        if (state.isFinal()) {
            // A run whose owners die repeatedly fails, see RunQueue.reap.
            news.accept(new RunLifecycleEvent.Ended(state, state == RunState.FAILED ? FailureClass.BUG : null));
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        try {
            if (schedule.awaitTermination(5, TimeUnit.SECONDS)) {
                planes.deregister(self);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.debugf("unregistering this control plane failed: %s", e.getMessage());
        }
    }
}
