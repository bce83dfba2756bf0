package dev.cairn.results.rollouts;

import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Which rollouts of a run to read; an absent condition holds for all.
 *
 * @param unit the unit that made it
 * @param outerStep t of its unit
 * @param set of a student's completion the set of its trial, of a teacher's the set that it was asked for
 * @param repeat j of its trial
 * @param policy the policy at work in its unit, as {@link SampledPolicies} names it
 * @param problemId the problem's id, or the question's {@code k.i}
 * @param rulesDiffer whether exactly one of the two grading rules counts the answer as correct
 * @param minReward the smallest reward, before scaling
 * @param maxReward the largest
 * @param minTokens the smallest number of completion tokens
 * @param maxTokens the largest
 * @param text a part of the completion in capital or small letters; texts that were not kept have no parts
 */
public record RolloutFilter(
        @Nullable String unit,
        Rollout.@Nullable Purpose purpose,
        @Nullable Integer outerStep,
        @Nullable Integer set,
        @Nullable Integer repeat,
        @Nullable String policy,
        @Nullable String problemId,
        @Nullable Verdict verdict,
        @Nullable Boolean rulesDiffer,
        @Nullable Double minReward,
        @Nullable Double maxReward,
        @Nullable Integer minTokens,
        @Nullable Integer maxTokens,
        @Nullable FinishReason finishReason,
        @Nullable Rejection rejection,
        @Nullable String text) {

    /** All rollouts of a unit, or of the run. */
    public static RolloutFilter ofUnit(@Nullable String unit) {
        return new RolloutFilter(
                unit, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
