package dev.cairn.fleet;

/**
 * The engine that this control plane keeps.
 *
 * @param restarts that came up again, of all engines since this control plane started
 */
public record EngineStatus(Condition condition, long restarts) {
    /** How it stands. */
    public enum Condition {
        /** None is kept now; an engine given by URL is somebody else's. */
        NONE,
        UP,
        /** Dead, being restarted, or given up. */
        DOWN
    }
}
