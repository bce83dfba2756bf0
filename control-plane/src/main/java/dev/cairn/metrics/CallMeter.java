package dev.cairn.metrics;

import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Times one kind of call to a port, by outcome: {@code ok}, or the remedy of the failure. */
final class CallMeter {
    private static final String OK = "ok";
    private static final String INTERRUPTED = "interrupted";
    private static final String STALE = "stale";
    private static final String ERROR = "error";

    private final MeterRegistry registry;
    private final String port;
    private final String call;

    CallMeter(MeterRegistry registry, String port, String call) {
        this.registry = registry;
        this.port = port;
        this.call = call;
        timer(OK);
        timer(INTERRUPTED);
        timer(STALE);
        timer(ERROR);
        for (Remedy remedy : Remedy.values()) {
            timer(EnumLabels.of(remedy));
        }
    }

    /** The call to time. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws InterruptedException;
    }

    <T> T timed(Call<T> what) throws InterruptedException {
        Timer.Sample sample = Timer.start(registry);
        String outcome = ERROR;
        try {
            T result = what.call();
            outcome = OK;
            return result;
        } catch (PortException e) {
            outcome = EnumLabels.of(e.remedy());
            throw e;
        } catch (OwnershipLostException e) {
            outcome = STALE;
            throw e;
        } catch (InterruptedException e) {
            outcome = INTERRUPTED;
            throw e;
        } finally {
            sample.stop(timer(outcome));
        }
    }

    private Timer timer(String outcome) {
        return registry.timer("cairn.port.call", "port", port, "call", call, "outcome", outcome);
    }
}
