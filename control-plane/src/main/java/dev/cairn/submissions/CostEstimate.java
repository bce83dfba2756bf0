package dev.cairn.submissions;

/**
 * What an experiment will take, before it starts.
 *
 * @param rollouts completions when no student is promoted and every teacher completion is accepted
 * @param maxRollouts with the most promotions the gate allows; rejected teacher completions come on top
 * @param tokens completion tokens at most, for {@code maxRollouts}
 * @param adapterBytes one publication; 0 when the model's shape can't be read
 * @param adapterBytesPerOuterStep all publications of an outer step, most of them on scratch
 * @param databaseBytes rows and kept texts of {@code maxRollouts}
 */
record CostEstimate(
        long rollouts,
        long maxRollouts,
        long tokens,
        long adapterBytes,
        long adapterBytesPerOuterStep,
        long databaseBytes) {}
