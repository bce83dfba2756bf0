package dev.cairn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.settings.PromptSettings.Thinking;
import dev.cairn.settings.TwoTurnSettings;
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

    @Test
    void theSecondTurnNeedsAPlaceForItsQuestionAlsoWhereItIsOff() {
        for (Object enabled : List.of(true, false)) {
            assertThat(errors(Map.of("prompts.twoTurns.enabled", enabled, "prompts.twoTurns.answer", "Solve it.")))
                    .extracting(FieldError::field, FieldError::message)
                    .containsExactly(tuple("prompts.twoTurns.answer", "must contain {question}; is \"Solve it.\""));
        }
        assertThat(errors(Map.of("prompts.twoTurns.question", " ")))
                .extracting(FieldError::field)
                .containsExactly("prompts.twoTurns.question");
    }

    @Test
    void oneTurnIsTheDefaultAndTheDefaultsForTwoAskForAQuestionAndForABox() {
        TwoTurnSettings twoTurns = ExperimentSpec.defaults().prompts().twoTurns();
        assertThat(twoTurns.enabled()).isFalse();
        assertThat(twoTurns.question())
                .startsWith("User: ")
                .endsWith("\n\nAssistant:")
                .doesNotContain("{question}");
        assertThat(twoTurns.answer())
                .startsWith("User: ")
                .endsWith("\n\nAssistant:")
                .contains("\\boxed{}");
    }

    @Test
    void twoTurnsThatDoNotFitTheModelAreWarnedOf() {
        Map<String, Object> long70 = Map.of("prompts.twoTurns.enabled", true, "soar.teacher.maxTokens", 70);
        assertThat(TestSpecs.reader().read(TestSpecs.set("chains", long70)).warnings())
                .contains(
                        "prompts.twoTurns.enabled: is true, but a question and an answer of soar.teacher.maxTokens = 70"
                                + " tokens each, with the text of the prompt, take more than model.maxModelLength = 128: long"
                                + " questions are rejected without an answer");
        assertThat(TestSpecs.reader()
                        .read(TestSpecs.set(
                                "chains", Map.of("prompts.twoTurns.enabled", true, "soar.teacher.maxTokens", 60)))
                        .warnings())
                .noneMatch(warning -> warning.startsWith("prompts.twoTurns"));
    }

    @Test
    void promptsOfTwoTurnsThatWriteControlTokensAreWarnedOfWhereTheyAreUsed() {
        Map<String, Object> used = Map.of(
                "prompts.chatTemplate", true,
                "prompts.twoTurns.enabled", true,
                "prompts.twoTurns.question", "<|user|>Ask.");
        assertThat(TestSpecs.reader().read(TestSpecs.set("chains", used)).warnings())
                .anyMatch(warning -> warning.startsWith("prompts.twoTurns.question: contains '<|'"));
        Map<String, Object> unused = Map.of("prompts.chatTemplate", true, "prompts.twoTurns.question", "<|user|>Ask.");
        assertThat(TestSpecs.reader().read(TestSpecs.set("chains", unused)).warnings())
                .noneMatch(warning -> warning.startsWith("prompts.twoTurns"));
    }

    private static List<FieldError> errors(Map<String, ?> set) {
        InvalidInputException invalid = catchThrowableOfType(
                InvalidInputException.class, () -> TestSpecs.reader().read(TestSpecs.set("chains", set)));
        assertThat(invalid).as("the spec is refused").isNotNull();
        return invalid.errors();
    }
}
