package dev.cairn.ports;

/**
 * One completion to train on, with ids and log-probabilities as the sampler returned them.
 *
 * @param promptTokens token ids of the prompt
 * @param tokens token ids of the completion
 * @param samplerLogprobs one per completion token
 * @param advantage advantage A of the sequence
 * @param inLoss false for a sequence that counts in the batch's N but is left out of its sums (mask_truncated)
 */
public record TrainingSequence(
        int[] promptTokens, int[] tokens, float[] samplerLogprobs, double advantage, boolean inLoss) {}
