package dev.cairn.settings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * The prompts, plain text.
 *
 * @param teacher the same text every step
 * @param student a template; {@code {question}} stands for the question
 */
public record PromptSettings(
        @NotBlank String teacher,

        @NotBlank @Pattern(regexp = "(?s).*\\{question\\}.*", message = "must contain {question}")
        String student) {

    /** The whole prompt for one question. */
    public String forStudent(String question) {
        return student.replace("{question}", question);
    }
}
