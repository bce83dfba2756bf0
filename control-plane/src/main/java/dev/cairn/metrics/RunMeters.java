package dev.cairn.metrics;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.runs.RunLifecycleEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the lifecycle events of this control plane's runs and units. */
@Singleton
final class RunMeters implements Consumer<RunLifecycleEvent> {
    private static final String NO_FAILURE = "none";

    private final MeterRegistry registry;
    private final UnitMeters units;
    private final Counter claimed;
    private final Counter reaped;
    private final Counter heartbeatsFailed;

    public RunMeters(MeterRegistry registry) {
        this.registry = registry;
        this.units = new UnitMeters(registry);
        this.claimed = registry.counter("cairn.runs.claimed");
        this.reaped = registry.counter("cairn.runs.reaped");
        this.heartbeatsFailed = registry.counter("cairn.heartbeats.failed");
        for (RunLifecycleEvent.Released.Reason reason : RunLifecycleEvent.Released.Reason.values()) {
            released(reason);
        }
        ended(RunState.SUCCEEDED, null);
        ended(RunState.CANCELLED, null);
        for (FailureClass failure : FailureClass.values()) {
            ended(RunState.FAILED, failure);
        }
    }

    @Override
    public void accept(RunLifecycleEvent news) {
        switch (news) {
            case RunLifecycleEvent.Claimed _ -> claimed.increment();
            case RunLifecycleEvent.Ended(RunState state, FailureClass failure) ->
                ended(state, failure).increment();
            case RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason reason) ->
                released(reason).increment();
            case RunLifecycleEvent.Reaped _ -> reaped.increment();
            case RunLifecycleEvent.HeartbeatFailed _ -> heartbeatsFailed.increment();
            case RunLifecycleEvent.UnitEnded unit -> units.ended(unit);
        }
    }

    private Counter released(RunLifecycleEvent.Released.Reason reason) {
        return registry.counter("cairn.runs.released", "reason", EnumLabels.of(reason));
    }

    private Counter ended(RunState state, @Nullable FailureClass failure) {
        return registry.counter(
                "cairn.runs.ended",
                "state",
                state.wireName(),
                "failure",
                failure == null ? NO_FAILURE : failure.wireName());
    }
}
