package dev.cairn.bench;

import dev.cairn.experiments.RunOutcome;
import dev.cairn.queue.Heartbeat;
import dev.cairn.queue.Lease;
import dev.cairn.queue.RunQueue;
import dev.cairn.testing.TestControlPlane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** One owner that claims a run, renews its lease a few times and ends it, and measures how long claims and renewals take. */
final class LeaseProbe implements AutoCloseable {
    private static final int HEARTBEATS = 3;
    private static final long PAUSE_NANOS = 30_000_000;
    private static final double SHARE = 0.95;

    private final RunQueue queue;
    private final List<Double> claims = new ArrayList<>();
    private final List<Double> heartbeats = new ArrayList<>();
    private final Thread thread;
    private int lost;
    private volatile boolean stopping;

    LeaseProbe(DataSource database) {
        queue = TestControlPlane.on(database).get(RunQueue.class);
        thread = Thread.ofPlatform().start(this::work);
    }

    private void work() {
        while (!stopping) {
            long began = System.nanoTime();
            Lease lease = queue.claim("probe", Set.of("default")).orElseThrow();
            claims.add((System.nanoTime() - began) / 1e6);
            for (int i = 0; i < HEARTBEATS; i++) {
                LockSupport.parkNanos(PAUSE_NANOS);
                long beat = System.nanoTime();
                lost += queue.heartbeat(lease) == Heartbeat.LOST ? 1 : 0;
                heartbeats.add((System.nanoTime() - beat) / 1e6);
            }
            queue.end(lease, new RunOutcome.Succeeded());
        }
    }

    /** Milliseconds that 95 of 100 claims take at most; after the end. */
    double claim() {
        return percentile(claims);
    }

    /** The same of renewals of leases. */
    double heartbeat() {
        return percentile(heartbeats);
    }

    int lost() {
        return lost;
    }

    private static double percentile(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((long) (values.size() * SHARE))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
