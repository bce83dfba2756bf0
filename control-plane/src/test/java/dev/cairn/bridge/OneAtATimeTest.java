package dev.cairn.bridge;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private static final int TRIALS = 16;
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @Test
    void aSlowWorkerGetsTheNextCallWhenItIsFreeSoThatNoDeadlineCountsTheQueue() throws Exception {
        SlowWorker worker = new SlowWorker();
        OneAtATime link = new OneAtATime(worker);
        List<Thread> trials = IntStream.range(0, TRIALS)
                .mapToObj(trial -> Thread.ofPlatform().start(() -> step(link)))
                .toList();
        for (int served = 1; served <= TRIALS; served++) {
            worker.arrived.acquire();
            int left = TRIALS - served;
            await().until(() -> trials.stream()
                            .filter(trial -> trial.getState() == Thread.State.WAITING)
                            .count()
                    >= left);
            assertThat(worker.deadlines).as("calls sent").hasSize(served).containsOnly(DEADLINE);
            worker.answers.release();
        }
        for (Thread trial : trials) {
            trial.join();
        }
    }

    @Test
    void aCallerThatGivesUpWhileItWaitsSendsNothing() throws Exception {
        SlowWorker worker = new SlowWorker();
        OneAtATime link = new OneAtATime(worker);
        Thread first = Thread.ofPlatform().start(() -> step(link));
        worker.arrived.acquire();
        Thread second = Thread.ofPlatform().start(() -> step(link));
        await().until(() -> second.getState() == Thread.State.WAITING);
        second.interrupt();
        second.join();
        worker.answers.release();
        first.join();
        assertThat(worker.deadlines).hasSize(1);
    }

    private static void step(WorkerLink link) {
        try {
            link.call("step", JsonNodeFactory.instance.objectNode(), Map.of(), DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers when the test lets it. */
    private static final class SlowWorker implements WorkerLink {
        final List<Duration> deadlines = new CopyOnWriteArrayList<>();
        final Semaphore arrived = new Semaphore(0);
        final Semaphore answers = new Semaphore(0);

        @Override
        public Reply call(String op, Object header, Map<String, FlatArray> arrays, Duration deadline)
                throws InterruptedException {
            deadlines.add(deadline);
            arrived.release();
            answers.acquire();
            return new Reply(JsonNodeFactory.instance.objectNode(), Map.of());
        }

        @Override
        public boolean healthy() {
            return true;
        }

        @Override
        public String describe() {
            return "a slow worker";
        }

        @Override
        public void close() {}
    }
}
