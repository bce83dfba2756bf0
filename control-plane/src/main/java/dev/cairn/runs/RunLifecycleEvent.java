package dev.cairn.runs;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a run or unit on this control plane. Listeners are called on the thread that caused it. */
public sealed interface RunLifecycleEvent {
    /** This control plane claimed a run. */
    record Claimed(RunId run) implements RunLifecycleEvent {}

    /** A run reached a final state; {@code failure} is set if it failed. */
    record Ended(RunState state, @Nullable FailureClass failure) implements RunLifecycleEvent {}

    /** This control plane released an unfinished run. */
    record Released(Reason reason) implements RunLifecycleEvent {
        /** The reason for the release. */
        public enum Reason {
            /** The run was paused or drained, the control plane stopped, or the database was unreachable. */
            RELEASED,
            /** An engine or a worker failed, or has no room. */
            DEFERRED,
            /** Another owner has the run, or its end could not be written. */
            LOST
        }
    }

    /** A run was taken from a dead owner. */
    record Reaped() implements RunLifecycleEvent {}

    /** A lease could not be renewed. */
    record HeartbeatFailed() implements RunLifecycleEvent {}

    /**
     * The handling of a unit ended.
     *
     * @param took time from the look-up of its result to the commit
     * @param rollouts the rollouts committed; empty for every other outcome
     */
    record UnitEnded(Unit<?> unit, UnitOutcome outcome, Duration took, List<Rollout> rollouts)
            implements RunLifecycleEvent {}

    /** How the handling of a unit ended. */
    enum UnitOutcome {
        /** The unit's work was done and committed. */
        COMMITTED,
        /** The result was read from an earlier commit. */
        REPLAYED,
        /** The unit was not started, or was interrupted, because the run had to stop. */
        STOPPED,
        /** Another owner has the run, so nothing could be written. */
        LOST,
        FAILED
    }
}
