package dev.cairn.metrics;

import dev.cairn.fleet.EngineStatus;
import dev.cairn.fleet.Fleet;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Health of the local engines and of embedded Python, asked at each scrape, since both answer immediately. */
final class FleetGauges {
    private FleetGauges() {}

    /** Registers the gauges; {@code cairn_engine_up} is NaN while no engine runs here, and 0 while one is down. */
    public static void register(Fleet fleet, MeterRegistry registry) {
        Gauge.builder("cairn.engine.up", fleet, kept -> number(kept.engine().condition()))
                .register(registry);
        FunctionCounter.builder(
                        "cairn.engine.restarts", fleet, kept -> kept.engine().restarts())
                .register(registry);
        Gauge.builder("cairn.python.up", fleet, kept -> kept.healthy() ? 1 : 0).register(registry);
    }

    private static double number(EngineStatus.Condition condition) {
        return switch (condition) {
            case NONE -> Double.NaN;
            case UP -> 1;
            case DOWN -> 0;
        };
    }
}
