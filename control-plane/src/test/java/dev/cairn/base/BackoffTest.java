package dev.cairn.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @Test
    void doublesUpToTheLongestPause() {
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(BACKOFF::after).map(Duration::toMillis))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
        assertThat(BACKOFF.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void variesByAHalfEitherWay() {
        Random random = new Random(7);
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> BACKOFF.after(2, random).toMillis()))
                .allMatch(millis -> millis >= 100 && millis <= 300)
                .anyMatch(millis -> millis < 120)
                .anyMatch(millis -> millis > 280);
    }

    @Test
    void refusesALongestPauseBelowTheFirst() {
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("longest >= first");
    }
}
