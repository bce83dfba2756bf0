package dev.cairn.ports;

/**
 * One try at a unit. Every name given to the outside carries it, so that no name is ever used twice.
 *
 * @param run the run
 * @param fence the owner's fence
 * @param number 1, 2, ... within the fence
 * @param unit what is tried
 * @param progress where to say how far it is
 */
public record Attempt(long run, long fence, int number, Unit<?> unit, Progress progress) {
    /** A name for an adapter, a session or a directory: {@code run/unit/suffix/f<fence>.<attempt>}. */
    public String name(String suffix) {
        return "r" + run + "/" + unit.text() + "/" + suffix + "/f" + fence + "." + number;
    }

    /** Takes live progress; outside every promise. */
    @FunctionalInterface
    public interface Progress {
        void report(int done, int total, String message);
    }
}
