package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class DatabasePatienceTest {
    private final RuntimeException away =
            new IllegalStateException("the database refused", new SQLException("terminating connection", "57P01"));

    private final List<String> said = new ArrayList<>();

    @Test
    void anOutageIsWaitedOutAndReportedOnce() throws InterruptedException {
        DatabasePatience patience = new DatabasePatience(Duration.ofMillis(1), () -> false, said::add);
        assertThat(patience.await(failing(3, away))).contains("found");
        assertThat(patience.await(failing(0, away))).contains("found");
        assertThat(said)
                .containsExactly(
                        "the database does not answer; waiting for it, the experiment resumes when it is back",
                        "the database is back");
        assertThat(patience.await(failing(1, away))).contains("found");
        assertThat(said).as("a second outage is reported again").hasSize(4);
    }

    @Test
    void aProgramThatIsBeingStoppedDoesNotWait() throws InterruptedException {
        DatabasePatience patience = new DatabasePatience(Duration.ofMillis(1), () -> true, said::add);
        assertThat(patience.await(failing(1, away))).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void anyOtherFailureIsNotHidden() {
        DatabasePatience patience = new DatabasePatience(Duration.ofMillis(1), () -> false, said::add);
        IllegalStateException bug = new IllegalStateException("experiment 7 is gone");
        assertThatThrownBy(() -> patience.await(failing(1, bug))).isSameAs(bug);
    }

    private static Supplier<String> failing(int times, RuntimeException failure) {
        Deque<RuntimeException> failures = new ArrayDeque<>();
        for (int i = 0; i < times; i++) {
            failures.add(failure);
        }
        return () -> {
            RuntimeException next = failures.poll();
            if (next != null) {
                throw next;
            }
            return "found";
        };
    }
}
