package dev.cairn;

import dev.cairn.fleet.Fleet;
import dev.cairn.metrics.FleetGauges;
import dev.cairn.metrics.LevelGauges;
import dev.cairn.metrics.RunMeters;
import dev.cairn.queue.QueueSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** How what is measured is put together. */
final class MetricsWiring {
    @Produces
    @Singleton
    RunMeters runMeters(MeterRegistry registry) {
        return new RunMeters(registry);
    }

    @Produces
    @Singleton
    LevelGauges levelGauges(DataSource database, MeterRegistry registry) {
        return new LevelGauges(database, QueueSettings.standard(), registry);
    }

    @Produces
    @Singleton
    MeterBinder fleetGauges(Fleet fleet) {
        return registry -> FleetGauges.register(fleet, registry);
    }
}
