package dev.cairn.bridge;

import dev.cairn.ports.PromptLengths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Counts the tokens of prompts over a worker link.
 *
 * @param model the model whose tokenizer counts
 * @param deadline of one call; the first call loads the tokenizer
 */
record BridgePromptLengths(WorkerLink link, Path model, Duration deadline) implements PromptLengths {
    @Override
    public List<Integer> of(List<String> prompts) throws InterruptedException {
        if (prompts.isEmpty()) {
            return List.of();
        }
        Replies.Lengths found =
                WorkerCalls.call(link, Operation.LENGTHS, new Requests.Lengths(model.toString(), prompts), deadline);
        return WorkerCalls.requireOnePerItem(link, Operation.LENGTHS, found.lengths(), prompts.size());
    }
}
