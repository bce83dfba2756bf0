package dev.cairn.bench;

import dev.cairn.events.Events;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import dev.cairn.testing.TestControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Owners that claim runs and end them immediately, each in its own transactions, while publisher and reaper run. */
final class QueueLoad implements AutoCloseable {
    private static final Set<String> POOLS = Set.of("default");
    private static final int PUBLISH_MILLIS = 200;
    private static final int REAP_EVERY = 5;

    private final RunQueue queue;
    private final Events events;
    private final AtomicLong done = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** @param pauseNanos pause of each owner between two runs; 0 for as fast as possible */
    QueueLoad(DataSource database, int owners, long pauseNanos) {
        TestControlPlane plane = TestControlPlane.on(database);
        this.events = plane.get(Events.class);
        this.queue = plane.get(RunQueue.class);
        for (int i = 0; i < owners; i++) {
            String name = "owner" + i;
            threads.add(Thread.ofPlatform().start(() -> work(name, pauseNanos)));
        }
        threads.add(Thread.ofPlatform().start(this::upkeep));
    }

    private void work(String name, long pauseNanos) {
        while (!stopping) {
            Optional<Lease> lease = queue.claim(name, POOLS);
            if (lease.isEmpty()) {
                throw new IllegalStateException("the queue is empty: fill it with more runs");
            }
            queue.end(lease.get(), new RunOutcome.Succeeded());
            done.incrementAndGet();
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    private void upkeep() {
        for (int turn = 0; !stopping; turn++) {
            events.publish();
            if (turn % REAP_EVERY == 0) {
                queue.reap();
            }
            LockSupport.parkNanos(PUBLISH_MILLIS * 1_000_000L);
        }
    }

    /** Number of runs claimed and ended so far. */
    long done() {
        return done.get();
    }

    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
