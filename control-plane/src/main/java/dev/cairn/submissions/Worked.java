package dev.cairn.submissions;

/**
 * What a run has done so far.
 *
 * @param rollouts sampled completions of its finished units
 * @param seconds working time up to the last finished unit
 */
public record Worked(long rollouts, double seconds) {
    static final Worked NOTHING = new Worked(0, 0);

    /** Seconds per completion; 0 before the first unit. */
    double rate() {
        return rollouts == 0 ? 0 : seconds / rollouts;
    }
}
