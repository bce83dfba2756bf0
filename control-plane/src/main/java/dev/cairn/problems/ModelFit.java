package dev.cairn.problems;

import java.nio.file.Path;

/**
 * The model that prompts must fit.
 *
 * @param directory directory with its tokenizer
 * @param template template of a prompt, with {@code {question}}
 * @param maxTokens longest answer, in tokens
 * @param maxModelLength longest sequence in tokens, prompt and answer together
 */
public record ModelFit(Path directory, String template, int maxTokens, int maxModelLength) {
    String prompt(String question) {
        return template.replace("{question}", question);
    }
}
