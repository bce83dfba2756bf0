package dev.cairn.settings;

import jakarta.validation.constraints.NotNull;

/**
 * How answers are graded, everywhere in an experiment: screening, rewards, evaluation.
 *
 * @param rule the rule that decides
 * @param compareRules whether the other rule judges every answer too, so that summaries can show where the two differ
 */
public record GradingSettings(@NotNull GradingRule rule, boolean compareRules) {
    public static GradingSettings defaults() {
        return new GradingSettings(GradingRule.STRICT, true);
    }
}
