package dev.cairn.ports;

/**
 * How completions are sampled. Neutral top-p, top-k, min-p and penalties are always sent too.
 *
 * @param temperature 0 is greedy decoding
 * @param samples completions per prompt
 * @param maxTokens limit on the tokens of a completion, including the stop token
 */
public record Sampling(double temperature, int samples, int maxTokens) {
    public Sampling {
        if (temperature < 0 || samples < 1 || maxTokens < 1) {
            throw new IllegalArgumentException("sampling needs temperature >= 0, samples >= 1, maxTokens >= 1: "
                    + temperature + ", " + samples + ", " + maxTokens);
        }
    }
}
