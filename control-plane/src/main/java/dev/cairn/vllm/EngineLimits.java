package dev.cairn.vllm;

/**
 * What may be in flight at one engine at a time.
 *
 * <p>The bound on prompt tokens is not a matter of speed: on CPU a seeded request whose prompt is prefilled in parts
 * kills the engine, so what is in flight must fit into {@code --max-num-batched-tokens} (stack.md section 3).
 *
 * @param maxSequences samples being generated, over all requests
 * @param maxPromptTokens prompt tokens of those samples; a prompt counts once a sample
 * @param adaptersAtOnce adapters whose calls may run side by side; {@link #UNLIMITED} for no bound. On CPU too:
 *     four students of 128 sequences took 0.9 to 1.3 s together and 1.3 to 1.9 s one at a time
 */
public record EngineLimits(int maxSequences, int maxPromptTokens, int adaptersAtOnce) {
    /** No bound on prompt tokens: off the CPU, vLLM prefills prompts in parts. */
    public static final int ANY_PROMPT_TOKENS = Integer.MAX_VALUE;

    /** Adapters may run side by side without bound. */
    public static final int UNLIMITED = 0;

    public EngineLimits {
        if (maxSequences < 1 || maxPromptTokens < 1 || adaptersAtOnce < 0) {
            throw new IllegalArgumentException(
                    "engine limits need maxSequences >= 1, maxPromptTokens >= 1 and adaptersAtOnce >= 0 (0 = unlimited): "
                            + maxSequences + ", " + maxPromptTokens + ", " + adaptersAtOnce);
        }
    }
}
