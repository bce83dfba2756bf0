package dev.cairn.ports;

import java.util.List;

/** Counts the tokens of prompts by the model's own tokenizer. */
@FunctionalInterface
public interface PromptLengths {
    /** Tokens of each prompt, in their order. */
    List<Integer> of(List<String> prompts) throws InterruptedException;
}
