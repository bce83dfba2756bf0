package dev.cairn.runs;

import dev.cairn.ports.Unit;
import dev.cairn.queue.Lease;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Names run, fence and unit in every line that this thread logs until it is closed, and that the threads log which it starts
 * meanwhile: the context is inherited.
 */
final class LogContext implements AutoCloseable {
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();

    private LogContext() {}

    /** Of all work under a lease. */
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

    /** As it was before. */
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
