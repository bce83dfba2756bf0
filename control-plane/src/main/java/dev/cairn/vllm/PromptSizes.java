package dev.cairn.vllm;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Number of tokens of a prompt. It is exact for recently answered prompts, else the number of UTF-8 bytes is an upper
 * bound, since no token of a byte-level or character tokenizer is shorter than a byte.
 */
final class PromptSizes {
    private static final int REMEMBERED = 10_000;
    /** For BOS and the space that some tokenizers add in front. */
    private static final int EXTRA = 2;

    private final Map<String, Integer> known = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized int tokensAtMost(String prompt) {
        Integer tokens = known.get(prompt);
        return tokens != null ? tokens : prompt.getBytes(StandardCharsets.UTF_8).length + EXTRA;
    }

    synchronized void learn(String prompt, int tokens) {
        known.put(prompt, tokens);
    }
}
