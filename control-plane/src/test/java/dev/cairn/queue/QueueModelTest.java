package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.RunState;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random interleavings of all operations on runs, with two owners, against the real database. */
@Timeout(900)
class QueueModelTest {
    private static final QueueSettings SETTINGS =
            new QueueSettings(Duration.ofMinutes(10), Duration.ofSeconds(1), 1_000_000);
    private static final int RECENT = 30;

    private final TestDatabase database = TestDatabase.emptyPooled();
    private final TestExperiments experiments = new TestExperiments(database);

    @Test
    void theQueueDoesWhatItsModelSays() {
        interleave(20260118, 20_000);
    }

    @Test
    @Tag("long")
    void andWithAnotherSeedEachTime() {
        interleave(System.nanoTime(), 50_000);
    }

    private void interleave(long seed, int steps) {
        System.out.println("queue model: " + steps + " steps with seed " + seed);
        Random random = new Random(seed);
        QueueModel model = new QueueModel(
                database,
                experiments,
                TestControlPlane.on(database).queue(SETTINGS).get(RunQueue.class));
        model.submit();
        model.claim("a");
        for (int step = 0; step < steps; step++) {
            step(model, random);
            if (step % 500 == 0) {
                model.check();
            }
        }
        model.check();
        finish(model);
        model.check();
        assertThat(model.runs()).allMatch(run -> run.state.isFinal());
        new HistoryChecker(database).holds();
    }

    private static void step(QueueModel model, Random random) {
        ModelRun run = recent(model.runs(), random);
        Lease lease = recent(model.leases(), random);
        switch (random.nextInt(20)) {
            case 0 -> model.submit();
            case 1, 2, 3 -> model.claim("a");
            case 4, 5, 6 -> model.claim("b");
            case 7, 8 -> model.heartbeat(lease);
            case 9 -> model.expire(run);
            case 10 -> model.reap();
            case 11, 12 -> model.end(lease, true);
            case 13 -> model.end(lease, false);
            case 14 -> model.pause(run);
            case 15 -> model.resume(run);
            case 16 -> model.cancel(run);
            case 17 -> model.retry(run);
            case 18 -> {
                if (random.nextBoolean()) {
                    model.release(lease);
                } else {
                    model.later(lease);
                }
            }
            default -> model.commit(lease);
        }
    }

    private static <T> T recent(List<T> all, Random random) {
        return all.get(all.size() - 1 - random.nextInt(Math.min(RECENT, all.size())));
    }

    /** Lets every accepted run finish. */
    private static void finish(QueueModel model) {
        List.copyOf(model.runs()).stream()
                .filter(run -> run.state == RunState.PAUSED || run.state == RunState.PAUSING)
                .forEach(model::resume);
        List.copyOf(model.leases()).forEach(lease -> model.end(lease, true));
        while (model.runs().stream().anyMatch(run -> run.state == RunState.QUEUED)) {
            model.claim("a");
            model.end(model.leases().getLast(), true);
        }
    }
}
