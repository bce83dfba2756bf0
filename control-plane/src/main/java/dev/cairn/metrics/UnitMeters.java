package dev.cairn.metrics;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.runs.RunLifecycleEvent.UnitEnded;
import dev.cairn.runs.RunLifecycleEvent.UnitOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Times units by kind and outcome, and counts the rollouts and tokens that they commit. */
final class UnitMeters {
    private final MeterRegistry registry;
    private final Counter promptTokens;
    private final Counter completionTokens;

    UnitMeters(MeterRegistry registry) {
        this.registry = registry;
        this.promptTokens = registry.counter("cairn.tokens", "part", "prompt");
        this.completionTokens = registry.counter("cairn.tokens", "part", "completion");
        for (Unit.Kind<?> kind : Unit.KINDS) {
            for (UnitOutcome outcome : UnitOutcome.values()) {
                timer(kind, outcome);
            }
        }
        for (Rollout.Purpose purpose : Rollout.Purpose.values()) {
            rollouts(purpose);
        }
    }

    void ended(UnitEnded unit) {
        timer(unit.unit().kind(), unit.outcome()).record(unit.took());
        for (Rollout rollout : unit.rollouts()) {
            rollouts(rollout.purpose()).increment();
            promptTokens.increment(rollout.promptTokens());
            completionTokens.increment(rollout.completionTokens());
        }
    }

    private Timer timer(Unit.Kind<?> kind, UnitOutcome outcome) {
        return registry.timer("cairn.unit", "kind", kind.name(), "outcome", EnumLabels.of(outcome));
    }

    private Counter rollouts(Rollout.Purpose purpose) {
        return registry.counter("cairn.rollouts", "purpose", EnumLabels.of(purpose));
    }
}
