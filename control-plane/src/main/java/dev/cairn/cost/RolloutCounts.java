package dev.cairn.cost;

import static dev.cairn.cost.Saturating.plus;

import dev.cairn.spec.RunKind;

/** Completions of an experiment by the kind of run that samples them; sums stop at the largest long. */
record RolloutCounts(long screen, long soar, long train, long evaluate) {
    long of(RunKind kind) {
        return switch (kind) {
            case SCREEN -> screen;
            case SOAR -> soar;
            case TRAIN -> train;
            case EVALUATE -> evaluate;
        };
    }

    long total() {
        return plus(screen, soar, train, evaluate);
    }
}
