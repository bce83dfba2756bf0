package dev.cairn.cli;

import dev.cairn.jdbc.SqlFailures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads for the display, waiting out a database that is away: what shows progress must not end what makes it. */
final class DatabasePatience {
    private final Duration pause;
    private final BooleanSupplier stopping;
    private final Consumer<String> says;
    private boolean away;

    /**
     * @param pause between two tries
     * @param says gets one line when the database is missed and one when it is back
     */
    DatabasePatience(Duration pause, BooleanSupplier stopping, Consumer<String> says) {
        this.pause = pause;
        this.stopping = stopping;
        this.says = says;
    }

    /**
     * What the read returns once the database answers; empty when the program is being stopped before that.
     *
     * @throws RuntimeException of the read, if it says anything but that the database is away
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
                if (!SqlFailures.databaseAway(e)) {
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
