package dev.cairn.vllm;

/**
 * What may be in flight at one engine at a time.
 *
 * <p>The bound on prompt tokens is not a matter of speed: on CPU a seeded request whose prompt is prefilled in parts
 * kills the engine, so what is in flight must fit into {@code --max-num-batched-tokens} (stack.md section 3).
 *
 * @param maxSequences samples being generated, over all requests and adapters
 * @param maxPromptTokens prompt tokens of those samples; a prompt counts once a sample
 */
public record EngineLimits(int maxSequences, int maxPromptTokens) {
    /** No bound on prompt tokens: off the CPU, vLLM prefills prompts in parts. */
    public static final int ANY_PROMPT_TOKENS = Integer.MAX_VALUE;

    public EngineLimits {
        if (maxSequences < 1 || maxPromptTokens < 1) {
            throw new IllegalArgumentException("engine limits need maxSequences >= 1 and maxPromptTokens >= 1: "
                    + maxSequences + ", " + maxPromptTokens);
        }
    }
}
