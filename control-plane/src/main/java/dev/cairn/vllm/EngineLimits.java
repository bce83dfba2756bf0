package dev.cairn.vllm;

/**
 * Limits on what is in flight at one engine.
 *
 * <p>The limit on prompt tokens is not for speed: on CPU a seeded request whose prompt is prefilled in parts kills the
 * engine, so everything in flight must fit into {@code --max-num-batched-tokens}.
 *
 * @param maxSequences number of samples being generated, over all requests and adapters
 * @param maxPromptTokens prompt tokens of those samples; a prompt counts once per sample
 */
public record EngineLimits(int maxSequences, int maxPromptTokens) {
    /** No limit on prompt tokens, for GPUs, where vLLM may prefill prompts in parts. */
    public static final int ANY_PROMPT_TOKENS = Integer.MAX_VALUE;

    public EngineLimits {
        if (maxSequences < 1 || maxPromptTokens < 1) {
            throw new IllegalArgumentException("engine limits need maxSequences >= 1 and maxPromptTokens >= 1: "
                    + maxSequences + ", " + maxPromptTokens);
        }
    }
}
