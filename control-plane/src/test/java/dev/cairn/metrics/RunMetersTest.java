package dev.cairn.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.Verdict;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.settings.GradingRule;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The counters of runs and units. */
final class RunMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RunMeters meters = new RunMeters(registry);

    @Test
    void runsAreCountedByHowTheyEndAndWhoseFaultItWas() {
        meters.accept(new RunLifecycleEvent.Claimed(new RunId(1)));
        meters.accept(new RunLifecycleEvent.Ended(RunState.FAILED, FailureClass.BUG));
        meters.accept(new RunLifecycleEvent.Ended(RunState.SUCCEEDED, null));
        meters.accept(new RunLifecycleEvent.Released(RunLifecycleEvent.Released.Reason.DEFERRED));
        meters.accept(new RunLifecycleEvent.Reaped());
        meters.accept(new RunLifecycleEvent.HeartbeatFailed());

        assertThat(count("cairn.runs.claimed")).isEqualTo(1);
        assertThat(count("cairn.runs.ended", "state", "failed", "failure", "bug"))
                .isEqualTo(1);
        assertThat(count("cairn.runs.ended", "state", "failed", "failure", "user"))
                .isZero();
        assertThat(count("cairn.runs.ended", "state", "succeeded", "failure", "none"))
                .isEqualTo(1);
        assertThat(count("cairn.runs.released", "reason", "deferred")).isEqualTo(1);
        assertThat(count("cairn.runs.reaped")).isEqualTo(1);
        assertThat(count("cairn.heartbeats.failed")).isEqualTo(1);
    }

    @Test
    void aCommittedUnitCountsItsTimeRolloutsAndTokens() {
        meters.accept(new RunLifecycleEvent.UnitEnded(
                Unit.trial(3, 1, 0),
                RunLifecycleEvent.UnitOutcome.COMMITTED,
                Duration.ofSeconds(4),
                List.of(rollout(Rollout.Purpose.TRAIN, 10, 20), rollout(Rollout.Purpose.REWARD, 1, 2))));

        Timer timer = registry.get("cairn.unit")
                .tags("kind", "trial", "outcome", "committed")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(count("cairn.rollouts", "purpose", "train")).isEqualTo(1);
        assertThat(count("cairn.rollouts", "purpose", "reward")).isEqualTo(1);
        assertThat(count("cairn.tokens", "part", "prompt")).isEqualTo(11);
        assertThat(count("cairn.tokens", "part", "completion")).isEqualTo(22);
    }

    @Test
    void everySeriesIsThereBeforeAnythingHappens() {
        int before = registry.getMeters().size();
        for (RunLifecycleEvent.UnitOutcome outcome : RunLifecycleEvent.UnitOutcome.values()) {
            for (Unit<?> unit : List.of(Unit.write(7), Unit.screen(9), Unit.segment(2), Unit.total())) {
                meters.accept(new RunLifecycleEvent.UnitEnded(unit, outcome, Duration.ZERO, List.of()));
            }
        }
        for (FailureClass failure : FailureClass.values()) {
            meters.accept(new RunLifecycleEvent.Ended(RunState.FAILED, failure));
        }
        meters.accept(new RunLifecycleEvent.Ended(RunState.CANCELLED, null));
        assertThat(registry.getMeters()).hasSize(before);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private static Rollout rollout(Rollout.Purpose purpose, int promptTokens, int completionTokens) {
        return new Rollout(
                purpose,
                0,
                0,
                0,
                "p",
                1,
                "text",
                null,
                GradingRule.STRICT,
                Verdict.NO_ANSWER,
                null,
                0,
                null,
                0,
                promptTokens,
                completionTokens,
                FinishReason.STOP,
                null);
    }
}
