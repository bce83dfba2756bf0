package dev.cairn.testing;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.RunState;
import dev.cairn.queue.Heartbeat;
import dev.cairn.queue.Lease;
import dev.cairn.queue.QueueSettings;
import dev.cairn.queue.RunQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A short interface to the real queue: each claim sees everything that was done before it. */
public final class TestQueue {
    public static final Set<String> POOLS = Set.of("default");

    private final RunQueue queue;

    public TestQueue(TestDatabase database, Duration lease) {
        this(database, QueueSettings.standard().withLease(lease));
    }

    public TestQueue(TestDatabase database, QueueSettings settings) {
        this(TestControlPlane.on(database).queue(settings).get(RunQueue.class));
    }

    public TestQueue(RunQueue queue) {
        this.queue = queue;
    }

    public RunQueue queue() {
        return queue;
    }

    /** Takes from dead owners what they had, then the next run. */
    public Optional<Lease> claim(String owner) {
        return claim(owner, POOLS);
    }

    /** The same, from these pools. */
    public Optional<Lease> claim(String owner, Set<String> pools) {
        queue.reap();
        queue.invalidateCandidates();
        return queue.claim(owner, pools);
    }

    public RunState complete(Lease held) {
        return queue.end(held, new RunOutcome.Succeeded());
    }

    public RunState fail(Lease held, String reason) {
        return queue.end(held, new RunOutcome.Failed(FailureClass.USER, reason));
    }

    public void release(Lease held) {
        queue.release(held, "released by a test");
    }

    public Heartbeat heartbeat(Lease held) {
        return queue.heartbeat(held);
    }
}
