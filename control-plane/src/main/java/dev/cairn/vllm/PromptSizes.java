package dev.cairn.vllm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many tokens a prompt has: known for prompts that were answered lately, else bounded from above by its UTF-8 bytes,
 * since no token of a byte-level or character tokenizer is shorter than a byte.
 */
final class PromptSizes {
    private static final int REMEMBERED = 10_000;
    /** BOS, and the space that some tokenizers put in front. */
    private static final int EXTRA = 2;

    private final Map<String, Integer> known = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized int tokensAtMost(String prompt) {
        var tokens = known.get(prompt);
        return tokens != null ? tokens : prompt.getBytes(StandardCharsets.UTF_8).length + EXTRA;
    }

    synchronized void learn(String prompt, int tokens) {
        known.put(prompt, tokens);
    }
}
