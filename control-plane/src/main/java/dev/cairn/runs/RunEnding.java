package dev.cairn.runs;

import dev.cairn.base.Backoff;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes to the queue how the work on a claimed run ended.
 *
 * <p>A run that found no room can be claimed again when another one here has ended, so that later runs don't overtake it
 * then, and in any case after a while, since room may be freed elsewhere.
 */
final class RunEnding {
    private static final Logger LOG = Logger.getLogger(RunEnding.class);

    private static final Duration ROOM_AGAIN = Duration.ofMinutes(1);
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(5);

    private static final Backoff LATER = new Backoff(Duration.ofSeconds(15), Duration.ofMinutes(15));

    private final RunQueue queue;
    /** Until when runs that found no room here are postponed. */
    private final Map<RunId, Instant> waiting = new ConcurrentHashMap<>();

    private long freed;
    private CountDownLatch nextFreed = new CountDownLatch(1);
    private boolean stopping;

    RunEnding(RunQueue queue) {
        this.queue = queue;
    }

    /** How often room was freed here. */
    synchronized long freed() {
        return freed;
    }

    /** Lets runs that found no room be claimed at once; called when another one has ended and uses nothing any more. */
    void roomFreed() {
        synchronized (this) {
            freed++;
            nextFreed.countDown();
            nextFreed = new CountDownLatch(1);
        }
        lookAgain(Map.copyOf(waiting));
    }

    private void lookAgain(Map<RunId, Instant> postponed) {
        waiting.keySet().removeAll(postponed.keySet());
        try {
            queue.roomFreed(postponed);
        } catch (DatabaseException e) {
            LOG.debugf("runs that found no room are tried again later: %s", e.getMessage());
        }
    }

    /** Waits a little after a run found no room, so that not all queued ones are claimed in turn only to find none. */
    void awaitRoom(long freedBefore) throws InterruptedException {
        CountDownLatch awaited;
        synchronized (this) {
            if (freed != freedBefore || stopping) {
                return;
            }
            awaited = nextFreed;
        }
        var _ = awaited.await(CLAIM_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Longer if many wait, so that others are claimed between them. */
    private Duration again() {
        Duration inTurn = CLAIM_AGAIN.multipliedBy(2L * waiting.size());
        return inTurn.compareTo(ROOM_AGAIN) > 0 ? inTurn : ROOM_AGAIN;
    }

    /** Ends {@link #awaitRoom} everywhere. */
    synchronized void stopWaiting() {
        stopping = true;
        nextFreed.countDown();
    }

    /**
     * @param freedBefore how often room was freed before the run was claimed
     * @throws dev.cairn.ports.OwnershipLostException if the run has another owner; nothing was written
     */
    RunLifecycleEvent write(Lease lease, Outcome outcome, long freedBefore) {
        RunLifecycleEvent event = written(lease, outcome);
        Instant until = waiting.get(lease.run());
        if (until != null && outcome instanceof Outcome.NoRoom && freed() != freedBefore) {
            // Freed while this run was looking for it.
            lookAgain(Map.of(lease.run(), until));
        }
        return event;
    }

    private RunLifecycleEvent written(Lease lease, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ended(RunOutcome ending) -> {
                RunState state = queue.end(lease, ending);
                LOG.infof(
                        "run %s %s%s",
                        lease.run(), state.wireName(), ending.reason() == null ? "" : ": " + ending.reason());
                yield new RunLifecycleEvent.Ended(
                        state,
                        state == RunState.FAILED && ending instanceof RunOutcome.Failed failed
                                ? failed.failure()
                                : null);
            }
            case Outcome.Cancelled() -> {
                LOG.infof("run %s cancelled", lease.run());
                yield new RunLifecycleEvent.Ended(
                        queue.end(lease, new RunOutcome.Cancelled("cancelled by request")), null);
            }
            case Outcome.OwnershipLost() -> {
                LOG.warnf("run %s has another owner now; nothing more is written", lease.run());
                yield new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.LOST);
            }
            case Outcome.Released(String reason) -> {
                LOG.infof("run %s released (%s); it resumes when it is claimed again", lease.run(), reason);
                queue.release(lease, reason);
                yield new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.RELEASED);
            }
            case Outcome.Deferred(String reason) -> {
                LOG.warnf("run %s is postponed: %s", lease.run(), reason);
                boolean failed = queue.defer(lease, reason, tries -> LATER.after(tries, ThreadLocalRandom.current()))
                        .filter(RunState.FAILED::equals)
                        .isPresent();
                yield failed
                        ? new RunLifecycleEvent.Ended(RunState.FAILED, FailureClass.INFRASTRUCTURE)
                        : new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.DEFERRED);
            }
            case Outcome.NoRoom(String reason) -> {
                LOG.infof("run %s waits: %s", lease.run(), reason);
                queue.postpone(lease, reason, again()).ifPresent(until -> waiting.put(lease.run(), until));
                yield new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.DEFERRED);
            }
        };
    }
}
