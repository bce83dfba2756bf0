package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ParallelTasksTest {
    @Test
    void resultsComeInTheTasksOrderWhoeverEndsFirst() throws Exception {
        CountDownLatch secondDone = new CountDownLatch(1);
        ParallelTasks.Task<String> first = () -> {
            secondDone.await();
            return "first";
        };
        ParallelTasks.Task<String> second = () -> {
            secondDone.countDown();
            return "second";
        };
        assertThat(ParallelTasks.run(List.of(first, second), 2)).containsExactly("first", "second");
    }

    @Test
    void neverMoreThanTheLimitRunAndTheLimitIsUsed() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        List<ParallelTasks.Task<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tasks.add(() -> {
                int now = running.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                three.countDown();
                three.await();
                return running.decrementAndGet();
            });
        }
        ParallelTasks.run(tasks, 3);
        assertThat(most).hasValue(3);
    }

    @Test
    void theFirstFailureInterruptsTheOthersDropsTheRestAndIsThrownItself() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean started = new AtomicBoolean();
        PortException failure = new PortException(PortException.Remedy.RETRY, "engine died");
        List<ParallelTasks.Task<String>> tasks = List.of(
                () -> waitUntilInterrupted(waiting, interrupted),
                () -> {
                    waiting.await();
                    throw failure;
                },
                () -> {
                    started.set(true);
                    return "never";
                });
        assertThatThrownBy(() -> ParallelTasks.run(tasks, 2)).isSameAs(failure);
        assertThat(interrupted)
                .as("the other was interrupted before the failure was thrown")
                .isTrue();
        // With two threads, the third may start only after the failing one has ended.
        assertThatThrownBy(() -> ParallelTasks.run(
                        List.of(
                                () -> {
                                    throw failure;
                                },
                                () -> waitUntilInterrupted(new CountDownLatch(1), new AtomicBoolean())),
                        1))
                .isSameAs(failure);
    }

    @Test
    void anErrorIsThrownAsItIs() {
        AssertionError error = new AssertionError("bug");
        assertThatThrownBy(() -> ParallelTasks.run(
                        List.of(() -> {
                            throw error;
                        }),
                        1))
                .isSameAs(error);
    }

    @Test
    void interruptingTheCallerEndsTheTasks() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                ParallelTasks.run(List.of(() -> waitUntilInterrupted(waiting, interrupted)), 1);
            } catch (InterruptedException e) {
                seen.set(e);
            }
        });
        waiting.await();
        caller.interrupt();
        caller.join();
        assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        assertThat(interrupted).isTrue();
    }

    private static String waitUntilInterrupted(CountDownLatch waiting, AtomicBoolean interrupted)
            throws InterruptedException {
        waiting.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
        }
    }
}
