package dev.cairn.experiments;

import static dev.cairn.experiments.Saturating.plus;

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
