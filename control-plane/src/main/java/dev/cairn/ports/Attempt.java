package dev.cairn.ports;

/**
 * One attempt at a unit. Every external name contains it, so that no name is ever used twice.
 *
 * @param run the run
 * @param fence the owner's fence
 * @param number 1, 2, ... within the fence
 * @param unit the unit attempted
 * @param progress receives live progress
 */
public record Attempt(long run, long fence, int number, Unit<?> unit, Progress progress) {
    /** A name for an adapter, a session or a directory: {@code run/unit/suffix/f<fence>.<attempt>}. */
    public String name(String suffix) {
        return "r" + run + "/" + unit.text() + "/" + suffix + "/f" + fence + "." + number;
    }

    /** Receives live progress, on a best-effort basis: nothing depends on its delivery. */
    @FunctionalInterface
    public interface Progress {
        void report(int done, int total, String message);
    }
}
