package dev.cairn.cli;

import dev.cairn.jdbc.SqlFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads for the display, and waits while the database is unreachable: the display must not end the work that it shows.
 */
final class DatabasePatience {
    private final Duration pause;
    private final BooleanSupplier stopping;
    private final Consumer<String> says;
    private boolean away;

    /**
     * @param pause between two attempts
     * @param says receives one line when the database becomes unreachable and one when it is back
     */
    DatabasePatience(Duration pause, BooleanSupplier stopping, Consumer<String> says) {
        this.pause = pause;
        this.stopping = stopping;
        this.says = says;
    }

    /**
     * Returns the result of the read once the database answers; empty if the program is stopped before that.
     *
     * @throws RuntimeException if the read fails for any other reason than an unreachable database
     */
    <T> Optional<T> await(Supplier<T> read) throws InterruptedException {
        while (true) {
            try {
                T found = read.get();
                if (away) {
                    away = false;
                    says.accept("the database is back");
                }
                return Optional.of(found);
            } catch (RuntimeException e) {
                if (stopping.getAsBoolean()) {
                    return Optional.empty();
                }
                if (!SqlFailures.isDatabaseUnavailable(e)) {
                    throw e;
                }
                if (!away) {
                    away = true;
                    says.accept("the database does not answer; waiting for it, the experiment resumes when it is back");
                }
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        }
    }
}
