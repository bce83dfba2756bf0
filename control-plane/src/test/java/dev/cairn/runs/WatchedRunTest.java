package dev.cairn.runs;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.queue.Lease;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.RunQueue;
import dev.cairn.testing.FailingSource;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import dev.cairn.testing.TestTicker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lease guard, on a clock that only the test moves. */
@Timeout(300)
final class WatchedRunTest {
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final TestExperiments experiments = new TestExperiments(TestDatabase.empty());
    private final FailingSource database = new FailingSource(experiments.database());
    private final RunQueue queue = TestControlPlane.on(database.source())
            .queue(QueueSettings.standard().withLease(LEASE))
            .get(RunQueue.class);
    private final TestTicker ticker = new TestTicker();
    private final Semaphore failedBeats = new Semaphore(0);
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration claimTook = Duration.ZERO;

    @Test
    void theWorkIsStoppedOnceItsLeaseCouldNotBeRenewedForTwoThirdsOfItsLength() throws Exception {
        WatchedRun watched = watched(this::untilInterrupted);
        CompletableFuture<Outcome> outcome = awaited(watched);
        working.await();
        database.fail();
        ticker.move(LEASE.multipliedBy(2).dividedBy(3));
        beat(watched);
        assertThat(stopped.getCount()).as("at two thirds it still works").isOne();
        ticker.move(Duration.ofNanos(1));
        watched.checkNow();
        assertThat(outcome.get()).isEqualTo(new Outcome.OwnershipLost());
        stopped.await();
    }

    @Test
    void theLeaseCountsFromTheMomentTheClaimWasSent() throws Exception {
        claimTook = LEASE;
        WatchedRun watched = watched(this::untilInterrupted);
        database.fail();
        assertThat(awaited(watched).get()).isEqualTo(new Outcome.OwnershipLost());
        stopped.await();
    }

    @Test
    void workThatDoesNotStopIsLeftToItself() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        WatchedRun watched = watched(signal -> {
            working.countDown();
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException _) {
                    stopped.countDown();
                }
            }
            return Outcome.succeeded();
        });
        CompletableFuture<Outcome> outcome = awaited(watched);
        working.await();
        watched.stop();
        stopped.await();
        database.fail();
        ticker.move(Duration.ofSeconds(10));
        beat(watched);
        beat(watched);
        assertThat(outcome).as("within its grace").isNotDone();
        ticker.move(Duration.ofNanos(1));
        watched.checkNow();
        assertThat(outcome.get()).isInstanceOf(Outcome.Released.class);
        assertThat(watched.isAbandoned()).isTrue();
        end.countDown();
        await().until(() -> !watched.isAbandoned());
    }

    private Outcome untilInterrupted(StopSignal signal) throws InterruptedException {
        working.countDown();
        try {
            new CountDownLatch(1).await();
            return Outcome.succeeded();
        } finally {
            stopped.countDown();
        }
    }

    private WatchedRun watched(WatchedRun.Work work) {
        experiments.submit(Map.of());
        long claimSent = ticker.nanos();
        Lease lease = queue.claim("me", TestQueue.POOLS).orElseThrow();
        ticker.move(claimTook);
        return new WatchedRun(queue, lease, claimSent, work, failedBeats::release, ticker);
    }

    private static CompletableFuture<Outcome> awaited(WatchedRun watched) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(watched.await());
            } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    /** One more heartbeat that fails. */
    private void beat(WatchedRun watched) throws InterruptedException {
        failedBeats.drainPermits();
        watched.checkNow();
        failedBeats.acquire();
    }
}
