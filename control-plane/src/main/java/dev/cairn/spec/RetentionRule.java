package dev.cairn.spec;

/**
 * What is kept of one kind of results after an experiment has ended.
 *
 * @param keep what stays; the rest is removed
 * @param afterDays days after the end of the experiment's last run before anything is removed; 0 to 36500
 */
public record RetentionRule(Keep keep, int afterDays) {
    static final int MOST_DAYS = 36_500;

    /** What stays. */
    public enum Keep {
        /** Everything. */
        ALL,
        /** One in sixteen; of texts also all of the teacher's. */
        SAMPLED,
        /** What belongs to question sets with a promoted student. */
        PROMOTED,
        /** Nothing. */
        NONE
    }
}
