package dev.cairn.runs;

import dev.cairn.ports.Unit;
import dev.cairn.queue.Lease;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Adds run, fence and unit to every log line of this thread until it is closed. Threads started in the meantime inherit
 * the context.
 */
final class LogContext implements AutoCloseable {
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();

    private LogContext() {}

    /** The context of all work under a lease. */
    static LogContext of(Lease lease) {
        LogContext context = new LogContext();
        context.put("run", lease.run().toString());
        context.put("fence", Long.toString(lease.fence()));
        return context;
    }

    static LogContext of(Lease lease, Unit<?> unit) {
        LogContext context = of(lease);
        context.put("unit", unit.text());
        return context;
    }

    private void put(String key, String value) {
        before.put(key, MDC.get(key));
        MDC.put(key, value);
    }

    /** Restores the previous context. */
    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
