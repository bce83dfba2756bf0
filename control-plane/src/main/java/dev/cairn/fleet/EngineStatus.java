package dev.cairn.fleet;

import java.util.List;

/**
 * The status of the engines that this control plane runs.
 *
 * @param models the model of each of them
 * @param restarts number of successful restarts of all engines since this control plane started
 */
public record EngineStatus(Condition condition, List<String> models, long restarts) {
    public EngineStatus {
        models = List.copyOf(models);
    }

    /** The condition of the engines together. */
    public enum Condition {
        /** No engine runs here; a registered engine does not count. */
        NONE,
        /** All of them are up. */
        UP,
        /** One is dead, being restarted, or given up. */
        DOWN
    }
}
