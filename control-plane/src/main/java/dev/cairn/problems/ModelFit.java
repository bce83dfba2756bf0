package dev.cairn.problems;

import java.nio.file.Path;

/**
 * A model that prompts must fit.
 *
 * @param directory with its tokenizer
 * @param template of a prompt, with {@code {question}}
 * @param maxTokens that an answer may have
 * @param maxModelLength tokens of prompt and answer together
 */
public record ModelFit(Path directory, String template, int maxTokens, int maxModelLength) {
    String prompt(String question) {
        return template.replace("{question}", question);
    }
}
