package dev.cairn.metrics;

import dev.cairn.experiments.RunState;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.QueueSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gauges of the database's content, read on a schedule, so that scrapes do not cost queries. */
public final class LevelGauges {
    private final JdbcRunner jdbc;
    private final QueueSettings queue;
    private final MultiGauge runs;
    private final MultiGauge oldest;
    private final Timer reading;
    private volatile @Nullable Levels latest;

    /** @param queue settings with the length of a lease */
    public LevelGauges(JdbcRunner jdbc, QueueSettings queue, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.runs = MultiGauge.builder("cairn.queue.runs").register(registry);
        this.oldest = MultiGauge.builder("cairn.queue.oldest.seconds").register(registry);
        this.reading = registry.timer("cairn.database.reading");
        Gauge.builder("cairn.database.up", this, gauges -> gauges.latest == null ? 0 : 1)
                .register(registry);
        single("cairn.lease.age.seconds", registry, Levels::leaseAgeSeconds);
        single("cairn.events.unpublished", registry, Levels::unpublishedEvents);
        single("cairn.control.planes", registry, Levels::controlPlanes);
    }

    private void single(String name, MeterRegistry registry, ToDoubleFunction<Levels> level) {
        Gauge.builder(name, this, gauges -> {
                    Levels levels = gauges.latest;
                    return levels == null ? Double.NaN : level.applyAsDouble(levels);
                })
                .register(registry);
    }

    /**
     * Reads new values. While the database does not answer the gauges have no values, rather than old ones.
     *
     * @throws DatabaseException if it does not answer
     */
    public void read() {
        Timer.Sample sample = Timer.start();
        try {
            set(LevelsSql.read(jdbc, queue));
        } catch (DatabaseException e) {
            latest = null;
            runs.register(List.of(), true);
            oldest.register(List.of(), true);
            throw e;
        } finally {
            sample.stop(reading);
        }
    }

    private void set(Levels levels) {
        latest = levels;
        runs.register(
                levels.depths().stream()
                        .<MultiGauge.Row<?>>map(depth -> MultiGauge.Row.of(
                                Tags.of(
                                        "pool",
                                        depth.pool(),
                                        "state",
                                        depth.state().wireName()),
                                depth.runs()))
                        .toList(),
                true);
        oldest.register(
                levels.depths().stream()
                        .filter(depth -> depth.state() == RunState.QUEUED)
                        .<MultiGauge.Row<?>>map(
                                depth -> MultiGauge.Row.of(Tags.of("pool", depth.pool()), depth.oldestSeconds()))
                        .toList(),
                true);
    }
}
