package dev.cairn.settings;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

/**
 * The prompts, as plain text.
 *
 * @param teacher the teacher's prompt, the same in every step
 * @param student the student's prompt, a template with {@code {question}} in place of the question
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
