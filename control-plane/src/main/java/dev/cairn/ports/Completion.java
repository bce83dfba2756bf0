package dev.cairn.ports;

/**
 * A policy's answer to one prompt, exactly as the engine returned it.
 *
 * @param text the tokens decoded with special tokens visible, without the stop token that ended them
 * @param promptTokens token ids of the prompt
 * @param tokens token ids of the completion, including the stop token if there is one
 * @param logprobs log-probability of each completion token under the processed sampling distribution
 * @param finish why it ended
 */
public record Completion(String text, int[] promptTokens, int[] tokens, float[] logprobs, FinishReason finish) {}
