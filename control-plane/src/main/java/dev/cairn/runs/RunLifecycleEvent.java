package dev.cairn.runs;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to runs and units on this control plane, told to the meters that count it, on the thread that did it. */
public sealed interface RunLifecycleEvent {
    /** This control plane owns a run now. */
    record Claimed(RunId run) implements RunLifecycleEvent {}

    /** A run is final; {@code failure} is there for a failed one. */
    record Ended(RunState state, @Nullable FailureClass failure) implements RunLifecycleEvent {}

    /** This control plane works on a run no more, and the run is not over. */
    record Released(Reason reason) implements RunLifecycleEvent {
        /** Why it was released. */
        public enum Reason {
            /** Paused, drained, shut down, or the database was away. */
            RELEASED,
            /** Engine or worker were in trouble. */
            DEFERRED,
            /** Another owner has it, or its end could not be written. */
            LOST
        }
    }

    /** A run was taken from an owner that is dead. */
    record Reaped() implements RunLifecycleEvent {}

    /** A lease could not be renewed. */
    record HeartbeatFailed() implements RunLifecycleEvent {}

    /**
     * A unit's turn is over.
     *
     * @param took from looking for its result to the commit
     * @param rollouts what was committed; empty for every other outcome
     */
    record UnitEnded(Unit<?> unit, UnitOutcome outcome, Duration took, List<Rollout> rollouts)
            implements RunLifecycleEvent {}

    /** How a unit's turn ended. */
    enum UnitOutcome {
        /** Worked on and written. */
        COMMITTED,
        /** Read from an earlier commit. */
        REPLAYED,
        /** Not begun, or broken off, because the run was to stop. */
        STOPPED,
        /** Nothing could be written, since another owner has the run. */
        LOST,
        FAILED
    }
}
