package dev.cairn.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.boot.Schedule.Kind;
import dev.cairn.testing.Waiting;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aSweepThatTakesLongDoesNotStopThePublishingOfEvents() throws Exception {
        CountDownLatch sweeping = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(3);
        try (Schedule schedule = new Schedule()) {
            for (int job = 0; job < 2; job++) {
                schedule.repeat(
                        Kind.FILES,
                        "sweeping",
                        () -> {
                            sweeping.countDown();
                            await(end);
                        },
                        1);
            }
            assertThat(sweeping.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            schedule.repeat(Kind.EVENTS, "publishing", published::countDown, 1);
            assertThat(published.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            end.countDown();
        }
    }

    @Test
    void whatFailsIsDoneAgain() throws Exception {
        CountDownLatch tried = new CountDownLatch(2);
        try (Schedule schedule = new Schedule()) {
            schedule.repeat(
                    Kind.ROWS,
                    "failing",
                    () -> {
                        tried.countDown();
                        throw new IllegalStateException("again");
                    },
                    1);
            assertThat(tried.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
