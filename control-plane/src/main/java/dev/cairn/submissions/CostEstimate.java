package dev.cairn.submissions;

/**
 * The estimated cost of an experiment.
 *
 * @param rollouts completions if no student is promoted, racing and early stop spare all that they can, and every teacher completion is
 *     accepted
 * @param maxRollouts completions with as many promotions as the gate allows, without rejected teacher completions
 * @param tokens limit on the completion tokens of {@code maxRollouts}
 * @param adapterBytes size of one published adapter; 0 if the model's shape cannot be read
 * @param adapterBytesPerOuterStep size of all adapters published in an outer step, most of them on scratch
 * @param databaseBytes size of the rows and stored texts of {@code maxRollouts}
 */
public record CostEstimate(
        long rollouts,
        long maxRollouts,
        long tokens,
        long adapterBytes,
        long adapterBytesPerOuterStep,
        long databaseBytes) {}
