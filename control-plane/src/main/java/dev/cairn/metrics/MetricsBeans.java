package dev.cairn.metrics;

import dev.cairn.fleet.Fleet;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.queue.QueueSettings;
import dev.cairn.retention.RemovalTotals;
import dev.cairn.runs.FleetPorts;
import dev.cairn.runs.Ports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Producers for gauges and metered ports. */
final class MetricsBeans {
    @Produces
    @Singleton
    LevelGauges levelGauges(JdbcRunner jdbc, QueueSettings queue, MeterRegistry registry) {
        return new LevelGauges(jdbc, queue, registry);
    }

    @Produces
    @Singleton
    MeterBinder fleetGauges(Fleet fleet) {
        return registry -> FleetGauges.register(fleet, registry);
    }

    @Produces
    @Singleton
    MeterBinder retentionMeters(RemovalTotals totals) {
        return registry -> RetentionMeters.register(totals, registry);
    }

    @Produces
    @Singleton
    Ports ports(Fleet fleet, ModelDirectories models, MeterRegistry registry) {
        return new MeteredPorts(new FleetPorts(fleet, models), registry);
    }
}
