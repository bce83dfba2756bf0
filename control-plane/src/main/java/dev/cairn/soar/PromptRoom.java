package dev.cairn.soar;

import dev.cairn.ports.PromptLengths;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The limit on the length of prompt and completion together. The engine would refuse a longer request in the middle of
 * a run.
 *
 * @param maxModelLength longest sequence, in tokens
 */
public record PromptRoom(PromptLengths lengths, int maxModelLength) {
    /** No limit: every prompt fits. */
    public static final PromptRoom UNLIMITED =
            new PromptRoom(prompts -> prompts.stream().map(prompt -> 0).toList(), Integer.MAX_VALUE);

    /**
     * Returns the items whose prompts leave room for a completion, in their order.
     *
     * @param maxTokens longest completion, in tokens
     */
    public <T> List<T> fitting(List<T> items, Function<T, String> prompt, int maxTokens) throws InterruptedException {
        List<Integer> tokens = lengths.of(items.stream().map(prompt).toList());
        List<T> fitting = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (tokens.get(i) + (long) maxTokens <= maxModelLength) {
                fitting.add(items.get(i));
            }
        }
        return List.copyOf(fitting);
    }
}
