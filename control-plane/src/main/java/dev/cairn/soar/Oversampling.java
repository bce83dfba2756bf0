package dev.cairn.soar;

import dev.cairn.ports.PortException;
import dev.cairn.ports.Rejection;
import java.util.Map;

/**
 * Decides how many completions to sample to fill the question sets when some are rejected.
 *
 * @param sets number of sets to fill
 * @param questions accepted questions per set
 * @param maxAttempts limit on sampled completions per question, on average
 */
record Oversampling(int sets, int questions, int maxAttempts) {
    private static final int MOST_AHEAD = 32;

    /** Number of accepted questions that all sets need. */
    int wanted() {
        return sets * questions;
    }

    /** Limit on the sampled completions in total. */
    private long limit() {
        return (long) maxAttempts * wanted();
    }

    /**
     * How many completions to draw for a set: as many as it lacks, and more if most are rejected, since an engine draws
     * many samples of one prompt in nearly the time of one. Completions are accepted in order, so drawing ahead favours
     * none of them.
     *
     * @param missing questions that this set lacks
     * @param missingInAll questions that all sets lack
     * @param attempts completions sampled so far
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

    /**
     * Stops a vain search.
     *
     * @param whose completions they are
     * @param remedy what else than {@code soar.outer.maxAttempts} may help
     * @throws PortException (FIX_REQUEST) if the sets can no longer be filled within the limit
     */
    void failIfTooManyRejections(
            int missingInAll, int attempts, Map<Rejection, Integer> rejected, String whose, String remedy) {
        if (attempts + missingInAll > limit()) {
            throw new PortException(
                    PortException.Remedy.FIX_REQUEST,
                    whose + "'s completions are rejected too often: " + attempts + " sampled, "
                            + (wanted() - missingInAll) + " of " + wanted() + " accepted, rejected by reason "
                            + rejected
                            + "; soar.outer.maxAttempts " + maxAttempts + " allows " + limit()
                            + ". Raise it, or change "
                            + remedy);
        }
    }
}
