package dev.cairn.history;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Producers for the parts of history that depend on the configuration. */
final class HistoryBeans {
    /** Clients give up after a minute of silence; a query that waits for longer would run for nobody. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @Produces
    @Singleton
    QueryLine queryLine(HistoryConfig config) {
        return new QueryLine(
                config.running(), Runtime.getRuntime().availableProcessors() - 1, config.waiting(), PATIENCE);
    }
}
