package dev.cairn.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    @Test
    void whoAsksTooOftenIsToldWhenToComeAgainAndNobodyElseIs() {
        TestTicker ticker = new TestTicker();
        RateLimits limits = new RateLimits(1, 3, ticker);
        for (int i = 0; i < 3; i++) {
            assertThat(limits.retryAfter("ann")).isEmpty();
        }
        assertThat(limits.retryAfter("ann")).contains(Duration.ofSeconds(1));
        assertThat(limits.retryAfter("bob")).isEmpty();
        ticker.move(Duration.ofSeconds(1));
        assertThat(limits.retryAfter("ann")).isEmpty();
    }
}
