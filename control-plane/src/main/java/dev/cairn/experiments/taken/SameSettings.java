package dev.cairn.experiments.taken;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.experiments.ClaimedRun;
import dev.cairn.settings.OuterSettings;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.ChangedSettings;
import dev.cairn.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;

/** The settings that decide a run, and must be the same in an experiment that takes it over. */
record SameSettings(ObjectMapper json) {
    /** What decides which problems the model fails. A name that ends with a dot stands for all settings of that group. */
    static final List<String> OF_A_SCREENING = List.of(
            "model.",
            "prompts.student",
            "prompts.chatTemplate",
            "prompts.systemPrompt",
            "prompts.thinking",
            "problems.limit",
            "grading.rule",
            "screen.samples",
            "soar.student.maxTokens",
            "soar.lora.");

    /** What decides a SOAR run, except for its hard set. */
    static final List<String> OF_A_SOAR_RUN = List.of("model.", "prompts.", "grading.rule", "soar.");

    /**
     * The settings that decide a run and differ.
     *
     * @param by the setting that asks for the run
     */
    List<FieldError> differences(
            List<String> decisive, String takes, String by, ClaimedRun source, ExperimentSpec spec) {
        List<FieldError> found = new ArrayList<>();
        for (ChangedSetting changed :
                ChangedSettings.between(json.valueToTree(spec), json.valueToTree(source.spec()))) {
            if (isUsed(changed.path(), spec, source.spec())
                    && decisive.stream()
                            .anyMatch(name -> name.endsWith(".")
                                    ? changed.path().startsWith(name)
                                    : changed.path().equals(name))) {
                found.add(difference(changed.path(), takes, by, source));
            }
        }
        return found;
    }

    /** Whether one of the specs uses the setting. */
    private static boolean isUsed(String path, ExperimentSpec spec, ExperimentSpec other) {
        return switch (path) {
            case "prompts.twoTurns.question", "prompts.twoTurns.answer" ->
                spec.prompts().twoTurns().enabled()
                        || other.prompts().twoTurns().enabled();
            case "soar.beyond.referenceCompletion" -> isAligned(spec) || isAligned(other);
            default -> true;
        };
    }

    private static boolean isAligned(ExperimentSpec spec) {
        return spec.soar().outer().reward() == OuterSettings.Reward.ALIGNMENT;
    }

    static FieldError difference(String field, String takes, String by, ClaimedRun source) {
        return new FieldError(
                field,
                "differs from experiment " + source.experimentId() + ", " + takes,
                "the same value, or no " + by);
    }
}
