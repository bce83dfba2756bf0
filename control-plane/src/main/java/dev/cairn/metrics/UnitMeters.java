package dev.cairn.metrics;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.UnitKey;
import dev.cairn.runs.RunNews.UnitEnded;
import dev.cairn.runs.RunNews.UnitOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/** Times units by kind and outcome, and counts the rollouts and tokens that they commit. */
final class UnitMeters {
    private static final List<UnitKey> ONE_OF_EACH_KIND = List.of(
            UnitKey.init(),
            UnitKey.write(0),
            UnitKey.baseline(0),
            UnitKey.trial(0, 0, 0),
            UnitKey.promote(0),
            UnitKey.teach(0),
            UnitKey.screen(0),
            UnitKey.split(),
            UnitKey.stretch(0),
            UnitKey.evaluate(0),
            UnitKey.total());

    private final MeterRegistry registry;
    private final Counter promptTokens;
    private final Counter completionTokens;

    UnitMeters(MeterRegistry registry) {
        this.registry = registry;
        this.promptTokens = registry.counter("cairn.tokens", "part", "prompt");
        this.completionTokens = registry.counter("cairn.tokens", "part", "completion");
        for (UnitKey unit : ONE_OF_EACH_KIND) {
            for (UnitOutcome outcome : UnitOutcome.values()) {
                timer(unit, outcome);
            }
        }
        for (Rollout.Purpose purpose : Rollout.Purpose.values()) {
            rollouts(purpose);
        }
    }

    void ended(UnitEnded unit) {
        timer(unit.unit(), unit.outcome()).record(unit.took());
        for (Rollout rollout : unit.rollouts()) {
            rollouts(rollout.purpose()).increment();
            promptTokens.increment(rollout.promptTokens());
            completionTokens.increment(rollout.completionTokens());
        }
    }

    /** The part of a unit's name that says what it does: {@code trial} of {@code t/3/trial/1/0}. */
    static String kind(UnitKey unit) {
        String[] parts = unit.value().split("/", -1);
        return parts[0].equals("t") && parts.length > 2 ? parts[2] : parts[0];
    }

    private Timer timer(UnitKey unit, UnitOutcome outcome) {
        return registry.timer("cairn.unit", "kind", kind(unit), "outcome", Words.of(outcome));
    }

    private Counter rollouts(Rollout.Purpose purpose) {
        return registry.counter("cairn.rollouts", "purpose", Words.of(purpose));
    }
}
