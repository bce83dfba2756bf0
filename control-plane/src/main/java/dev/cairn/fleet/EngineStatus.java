package dev.cairn.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The status of the engine that this control plane runs.
 *
 * @param model what it has loaded; absent while nothing is loaded
 * @param restarts number of successful restarts of all engines since this control plane started
 */
public record EngineStatus(Condition condition, @Nullable String model, long restarts) {
    /** The condition of the engine. */
    public enum Condition {
        /** No engine runs here; a registered engine does not count. */
        NONE,
        UP,
        /** The engine is dead, being restarted, or given up. */
        DOWN
    }
}
