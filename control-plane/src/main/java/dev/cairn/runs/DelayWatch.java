package dev.cairn.runs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows what all calls of a run wait for, such as an engine that is being restarted, for as long as the delay lasts.
 */
final class DelayWatch implements AutoCloseable {
    private final Supplier<Optional<String>> delay;
    private final Function<String, Shown> show;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Shown shown;

    /** A message that is shown until it is closed. */
    interface Shown extends AutoCloseable {
        @Override
        void close();
    }

    /** @param every interval between two checks of the delay */
    DelayWatch(Supplier<Optional<String>> delay, Function<String, Shown> show, Duration every) {
        this.delay = delay;
        this.show = show;
        this.every = every;
        this.thread = Thread.ofVirtual().name("delay-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                update(delay.get());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            update(Optional.empty());
        }
    }

    private void update(Optional<String> what) {
        Shown present = shown;
        if (present == null) {
            shown = what.map(show).orElse(null);
        } else if (what.isEmpty()) {
            present.close();
            shown = null;
        }
    }

    /** Stops the watch; when this returns, nothing is shown. */
    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
