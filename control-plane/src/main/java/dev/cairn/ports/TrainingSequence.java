package dev.cairn.ports;

/**
 * One completion to train on, ids and log-probabilities as the sampler returned them.
 *
 * @param promptTokens token ids of the prompt
 * @param tokens token ids of the completion
 * @param samplerLogprobs one a completion token
 * @param advantage A of the sequence
 * @param inLoss false for a sequence that stays in the batch's count N but out of its sums (mask_truncated)
 */
public record TrainingSequence(
        int[] promptTokens, int[] tokens, float[] samplerLogprobs, double advantage, boolean inLoss) {}
