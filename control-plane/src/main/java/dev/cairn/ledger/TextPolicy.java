package dev.cairn.ledger;

import dev.cairn.ports.Rollout;

/** Which completions' texts are kept beside their numbers. */
public enum TextPolicy {
    ALL,
    /** What teachers wrote, and one in sixteen of the rest, chosen by seed and so the same in an equal run. */
    SAMPLED,
    NONE;

    private static final int ONE_IN = 16;

    boolean keeps(Rollout rollout) {
        return switch (this) {
            case ALL -> true;
            case NONE -> false;
            case SAMPLED ->
                rollout.purpose() == Rollout.Purpose.WRITE
                        || Math.floorMod(rollout.seed() + rollout.sample(), ONE_IN) == 0;
        };
    }
}
