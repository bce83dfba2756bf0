package dev.cairn.ledger;

import dev.cairn.ports.Rollout;

/** Which completions' texts are stored in addition to their numbers. */
public enum TextPolicy {
    ALL,
    /** The teachers' texts, and one in sixteen of the others, chosen by seed and therefore the same in an equal run. */
    SAMPLED,
    NONE;

    private static final int ONE_IN = 16;

    boolean keeps(Rollout rollout) {
        return switch (this) {
            case ALL -> true;
            case NONE -> false;
            case SAMPLED ->
                rollout.purpose() == Rollout.Purpose.WRITE
                        || rollout.purpose() == Rollout.Purpose.WRITE_ANSWER
                        || Math.floorMod(rollout.seed() + rollout.sample(), ONE_IN) == 0;
        };
    }
}
