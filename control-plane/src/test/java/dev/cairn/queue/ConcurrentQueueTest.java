package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.base.RefusedException;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.ids.RunId;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two owners and a user act at the same time. No model can predict the outcome, but the history must keep its promises.
 */
@Timeout(300)
class ConcurrentQueueTest {
    private static final int STEPS = 1_500;
    private static final QueueSettings SETTINGS =
            new QueueSettings(Duration.ofMinutes(10), Duration.ofMillis(5), 1_000_000);

    private final TestDatabase database = TestDatabase.emptyPooled();
    private final TestExperiments experiments = new TestExperiments(database);
    private final CountDownLatch personIsDone = new CountDownLatch(1);
    private final Queue<RunId> accepted = new ConcurrentLinkedQueue<>();

    @Test
    void theHistoryKeepsItsPromises() throws Exception {
        submit();
        List<Callable<Integer>> everybody = List.of(() -> owner("a", 1), () -> owner("b", 2), () -> person(3));
        int lost = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> one : threads.invokeAll(everybody)) {
                lost += one.get();
            }
        }
        assertThat(lost).as("owners that came too late").isPositive();
        finish();
        new HistoryChecker(database).holds();
        assertThat(database.query("select id from run"))
                .as("no accepted submission is lost")
                .containsAll(accepted.stream().map(RunId::toString).toList());
        assertThat(database.number("select count(*) from run where ended_at is null"))
                .isZero();
    }

    /** Claims, writes, and ends runs, often after its lease; how often it was refused. */
    private int owner(String name, long seed) {
        Random random = new Random(seed);
        RunQueue queue = queue(SETTINGS);
        int lost = 0;
        while (personIsDone.getCount() > 0) {
            queue.reap();
            Optional<Lease> claimed = queue.claim(name, TestQueue.POOLS);
            if (claimed.isEmpty()) {
                continue;
            }
            Lease lease = claimed.get();
            if (random.nextInt(3) == 0) {
                leaseRunsOut(lease);
                queue.reap();
            }
            try {
                database.execute(
                        "insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at) values ("
                                + lease.run() + ", 'u" + lease.run() + "-" + lease.fence() + "', " + lease.fence()
                                + ", 1, '" + name
                                + "', '{}', 0, now())");
                switch (random.nextInt(4)) {
                    case 0 -> queue.release(lease, "on purpose");
                    case 1 -> queue.end(lease, new RunOutcome.Failed(FailureClass.USER, "on purpose"));
                    default -> queue.end(lease, new RunOutcome.Succeeded());
                }
            } catch (OwnershipLostException e) {
                lost++;
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("CA003");
                lost++;
            }
        }
        return lost;
    }

    private void leaseRunsOut(Lease lease) {
        database.execute("update run_heartbeat set lease_until = '-infinity' where run_id = " + lease.run()
                + " and fence = " + lease.fence());
    }

    private int person(long seed) {
        try {
            return actAtRandom(seed);
        } finally {
            personIsDone.countDown();
        }
    }

    private int actAtRandom(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            List<RunId> known = List.copyOf(accepted);
            RunId run = known.get(known.size() - 1 - random.nextInt(Math.min(20, known.size())));
            try {
                switch (random.nextInt(6)) {
                    case 0 -> submit();
                    case 1 -> experiments.control().pause(run);
                    case 2 -> experiments.control().resume(run);
                    case 3 -> experiments.control().cancel(run);
                    case 4 -> experiments.control().retry(run).map(Run::id).ifPresent(accepted::add);
                    default -> experiments.store().run(run);
                }
            } catch (RefusedException e) {
                // Its state did not allow it, as it often will not.
                assertThat(e).hasMessageContaining("run ");
            }
        }
        return 0;
    }

    private RunQueue queue(QueueSettings settings) {
        return TestControlPlane.on(database).queue(settings).get(RunQueue.class);
    }

    private void submit() {
        experiments.submitPair().runs().forEach(run -> accepted.add(run.id()));
    }

    private void finish() {
        RunQueue queue = queue(SETTINGS);
        database.query("select id from run where state in ('paused', 'pausing')")
                .forEach(id -> experiments.control().resume(new RunId(Long.parseLong(id))));
        database.execute("update run_heartbeat set lease_until = '-infinity'");
        for (int reaped = queue.reap().size(); reaped > 0; reaped = queue.reap().size()) {
            assertThat(reaped).isPositive();
        }
        for (Optional<Lease> next = queue.claim("last", TestQueue.POOLS);
                next.isPresent();
                next = queue.claim("last", TestQueue.POOLS)) {
            queue.end(next.get(), new RunOutcome.Succeeded());
        }
    }
}
