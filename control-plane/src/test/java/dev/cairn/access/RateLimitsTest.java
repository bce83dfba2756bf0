package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    @Test
    void whoAsksTooOftenIsToldWhenToComeAgainAndNobodyElseIs() {
        RateLimits limits = new RateLimits(1, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.retryAfter("ann")).isEmpty();
        }
        assertThat(limits.retryAfter("ann").orElseThrow()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        assertThat(limits.retryAfter("bob")).isEmpty();
    }
}
