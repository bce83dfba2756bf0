package dev.cairn.overview;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.QueueView;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Reads the overview. Its cost depends on what is in progress or queued, and not on the number of experiments: each part is
 * limited and has an index.
 */
@Singleton
public final class Overviews {
    private final JdbcRunner jdbc;
    private final HealthItems health;
    private final QueueView queue;
    private final Running running;
    private final Failures failures;
    private final Results results;

    Overviews(
            JdbcRunner jdbc, HealthItems health, QueueView queue, Running running, Failures failures, Results results) {
        this.jdbc = jdbc;
        this.health = health;
        this.queue = queue;
        this.running = running;
        this.failures = failures;
        this.results = results;
    }

    private record Head(Instant at, boolean hasExperiments) {}

    /** The state of the installation now. */
    public Overview now() {
        Head head = jdbc.call(
                "reading the overview",
                handle -> handle.createQuery("""
                                select clock_timestamp() as at,
                                    exists (select from experiment where deleted_at is null) as has_experiments""")
                        .map((row, context) -> new Head(Columns.instant(row, "at"), row.getBoolean("has_experiments")))
                        .one());
        return new Overview(
                head.at(),
                head.hasExperiments(),
                health.all(),
                queue.depth(),
                running.newest(),
                failures.latest(),
                results.latest());
    }
}
