package dev.cairn.metrics;

import dev.cairn.retention.RemovalTotals;
import dev.cairn.retention.Removed;
import dev.cairn.retention.RemovedKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;

/** Counters of what was removed from ended and deleted experiments. */
final class RetentionMeters {
    private RetentionMeters() {}

    static void register(RemovalTotals totals, MeterRegistry registry) {
        for (RemovedKind kind : RemovedKind.values()) {
            counter("cairn.retention.rows", totals, kind, Removed::rows, registry);
            counter("cairn.retention.files", totals, kind, Removed::files, registry);
            counter("cairn.retention.bytes", totals, kind, Removed::bytes, registry);
        }
    }

    private static void counter(
            String name, RemovalTotals totals, RemovedKind kind, ToLongFunction<Removed> part, MeterRegistry registry) {
        FunctionCounter.builder(name, totals, kept -> part.applyAsLong(kept.of(kind)))
                .tag("kind", kind.wireName())
                .register(registry);
    }
}
