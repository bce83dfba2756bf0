package dev.cairn.ports;

import java.util.List;

/** Counts the tokens of prompts with the model's own tokenizer. */
@FunctionalInterface
public interface PromptLengths {
    /** Number of tokens of each prompt, in the prompts' order. */
    List<Integer> of(List<String> prompts) throws InterruptedException;
}
