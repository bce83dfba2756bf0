package dev.cairn.grading;

import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import org.jspecify.annotations.Nullable;

/**
 * A graded completion.
 *
 * @param answer content of its box, if it has one that counts
 * @param rule the rule that decided
 * @param verdict verdict of that rule
 * @param other verdict of the other rule; absent where it was not asked
 */
public record Grade(
        @Nullable String answer,
        GradingRule rule,
        Verdict verdict,
        @Nullable Verdict other) {
    public boolean correct() {
        return verdict == Verdict.VERIFIED;
    }
}
