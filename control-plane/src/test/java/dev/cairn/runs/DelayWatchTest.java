package dev.cairn.runs;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DelayWatchTest {
    private final AtomicReference<Optional<String>> delay = new AtomicReference<>(Optional.empty());
    private final List<String> shown = new CopyOnWriteArrayList<>();

    private DelayWatch watch() {
        return new DelayWatch(
                delay::get,
                what -> {
                    shown.add("begin " + what);
                    return () -> shown.add("end " + what);
                },
                Duration.ofMillis(5));
    }

    @Test
    void aDelayIsShownOnceForAsLongAsItLasts() {
        try (DelayWatch _ = watch()) {
            delay.set(Optional.of("restart"));
            await().until(() -> shown.equals(List.of("begin restart")));
            delay.set(Optional.empty());
            await().until(() -> shown.equals(List.of("begin restart", "end restart")));
        }
    }

    @Test
    void nothingIsShownAfterTheRun() {
        delay.set(Optional.of("restart"));
        try (DelayWatch _ = watch()) {
            await().until(() -> shown.size() == 1);
        }
        assertThat(shown).containsExactly("begin restart", "end restart");
    }
}
