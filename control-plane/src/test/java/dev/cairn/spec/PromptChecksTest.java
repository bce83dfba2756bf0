package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.settings.PromptSettings.Thinking;
import dev.cairn.testing.TestSpecs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of a chat template. */
class PromptChecksTest {
    @Test
    void theDefaultSendsPromptsAsTheyAre() {
        assertThat(ExperimentSpec.defaults().prompts().chatTemplate()).isFalse();
        assertThat(TestSpecs.chains(Map.of()).prompts().thinking()).isEqualTo(Thinking.DEFAULT);
    }

    @Test
    void whatOnlyAChatTemplateUsesNeedsOne() {
        assertThat(errors(Map.of("prompts.systemPrompt", "Be brief.", "prompts.thinking", "OFF")))
                .containsExactly(
                        new FieldError(
                                "prompts.systemPrompt",
                                "is given, but prompts.chatTemplate is false, so nothing uses it",
                                null),
                        new FieldError(
                                "prompts.thinking",
                                "is OFF, but prompts.chatTemplate is false, so nothing uses it",
                                null));
        assertThat(TestSpecs.chains(Map.of(
                                "prompts.chatTemplate", true,
                                "prompts.systemPrompt", "Be brief.",
                                "prompts.thinking", "OFF"))
                        .prompts()
                        .systemPrompt())
                .isEqualTo("Be brief.");
    }

    @Test
    void aPromptThatWritesControlTokensItselfIsWarnedOf() {
        SpecRequest request =
                TestSpecs.set("smollm2-gsm8k", Map.of("prompts.chatTemplate", true, "problems.set", "gsm8k"));
        assertThat(TestSpecs.reader().read(request).warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("prompts.student: contains '<|', which looks like a control token"));
    }

    private static List<FieldError> errors(Map<String, ?> set) {
        InvalidInputException invalid = catchThrowableOfType(
                InvalidInputException.class, () -> TestSpecs.reader().read(TestSpecs.set("chains", set)));
        assertThat(invalid).as("the spec is refused").isNotNull();
        return invalid.errors();
    }
}
