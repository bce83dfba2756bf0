package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The prompts: plain text, or the user's message in the model's chat template.
 *
 * @param teacher the teacher's prompt, the same in every step; not used with {@code prompts.twoTurns.enabled}
 * @param student the student's prompt, a template with {@code {question}} in place of the question
 * @param chatTemplate whether each prompt is sent in the model's own chat template, without a {@code User:} at its
 *     beginning and an {@code Assistant:} at its end; otherwise it is sent as it is
 * @param systemPrompt the system message of the chat template; null leaves it to the template
 * @param thinking what the chat template of a reasoning model is told about thinking ({@code enable_thinking})
 */
public record PromptSettings(
        @NotBlank String teacher,

        @NotBlank @Pattern(regexp = "(?s).*\\{question\\}.*", message = "must contain {question}")
        String student,

        @NotNull @Valid TwoTurnSettings twoTurns,

        boolean chatTemplate,
        @Nullable @Size(min = 1) String systemPrompt,
        @NotNull Thinking thinking) {

    /** Whether a reasoning model thinks before it answers. */
    public enum Thinking {
        /** As the chat template does it. */
        DEFAULT,
        /** The template is told to let it think. */
        ON,
        /** The template is told not to. */
        OFF
    }

    /** Prompts that are sent as they are, with a teacher that writes in one turn. */
    public static PromptSettings plain(String teacher, String student) {
        return new PromptSettings(teacher, student, TwoTurnSettings.defaults(), false, null, Thinking.DEFAULT);
    }
}
