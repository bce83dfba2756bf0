package dev.cairn.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The status of the workers that this control plane runs.
 *
 * @param where where it runs; absent while no worker runs here
 */
public record WorkerStatus(@Nullable String where, Condition trainer, Condition grader) {
    static final WorkerStatus NONE = new WorkerStatus(null, Condition.NONE, Condition.NONE);

    /** The condition of one of its two tasks. */
    public enum Condition {
        /** No worker runs here; a registered worker does not count. */
        NONE,
        UP,
        /** It has ended, or does not answer. */
        DOWN
    }

    static WorkerStatus of(String where, boolean trains, boolean grades) {
        return new WorkerStatus(where, condition(trains), condition(grades));
    }

    private static Condition condition(boolean works) {
        return works ? Condition.UP : Condition.DOWN;
    }
}
