package dev.cairn.soar;

import dev.cairn.ports.PortException;
import dev.cairn.ports.Rejection;
import java.util.Map;

/**
 * How many completions are sampled to fill sets of questions, of which some are rejected.
 *
 * @param sets sets to fill
 * @param questions accepted ones that a set needs
 * @param maxAttempts completions that may be sampled, for each question on average
 */
record Oversampling(int sets, int questions, int maxAttempts) {
    private static final int MOST_AHEAD = 32;

    /** Accepted questions of all sets. */
    int wanted() {
        return sets * questions;
    }

    /** Completions that may be sampled in all. */
    private long limit() {
        return (long) maxAttempts * wanted();
    }

    /**
     * How many to draw for a set: what it lacks, and more where most are rejected, since an engine takes many samples of one
     * prompt in nearly the time of one. Completions are accepted in order, so drawing ahead favours none of them.
     *
     * @param missing in this set
     * @param missingInAll in all sets
     * @param attempts completions sampled up to now
     */
    int draws(int missing, int missingInAll, int attempts) {
        int accepted = wanted() - missingInAll;
        if (attempts == 0 || 2 * accepted >= attempts) {
            return missing;
        }
        long expected = Math.ceilDiv((long) missing * attempts, Math.max(1, accepted));
        long allowed = Math.min(MOST_AHEAD, (limit() - attempts - missingInAll) / sets);
        return (int) Math.min(expected, missing + allowed);
    }

    /** @throws PortException (FIX_REQUEST) if the sets cannot be filled any more within the attempts allowed */
    void giveUpIfHopeless(int missingInAll, int attempts, Map<Rejection, Integer> rejected) {
        if (attempts + missingInAll > limit()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    "the teacher's completions are rejected too often: " + attempts + " sampled, "
                            + (wanted() - missingInAll) + " of " + wanted() + " accepted, rejected by reason "
                            + rejected
                            + "; outer.maxAttempts " + maxAttempts + " allows " + limit()
                            + ". Raise it, or change prompts.teacher or teacher.maxTokens");
        }
    }
}
