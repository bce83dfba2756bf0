package dev.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.Backoff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
    private static final RetryPolicy FOUR_TRIES =
            new RetryPolicy(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), Duration.ofMillis(3));

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void repeatsWhatFailedWhileTheDatabaseWasAway() throws Exception {
        int done = FOUR_TRIES.call(() -> {
            if (tries.incrementAndGet() < 3) {
                throw failure("57P01");
            }
            return tries.get();
        });
        assertThat(done).isEqualTo(3);
    }

    @Test
    void givesUpWhenItsPatienceIsSpent() {
        assertThatThrownBy(() -> FOUR_TRIES.call(() -> {
                    tries.incrementAndGet();
                    throw failure("08006");
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(tries).hasValue(4);
    }

    @Test
    void doesNotRepeatWhatTheDatabaseRefused() {
        assertThatThrownBy(() -> FOUR_TRIES.call(() -> {
                    tries.incrementAndGet();
                    throw failure("23505");
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(tries).hasValue(1);
    }

    private static DatabaseException failure(String state) {
        return new DatabaseException("writing", new SQLException("failed on purpose", state));
    }
}
