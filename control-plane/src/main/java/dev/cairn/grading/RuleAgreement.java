package dev.cairn.grading;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import java.util.List;

/**
 * The number of rollouts on which the two grading rules were compared, and on how many of them exactly one rule counts
 * the answer as correct.
 */
public record RuleAgreement(long compared, long differ) {
    /** Compares the verdicts of those rollouts that have both. */
    public static RuleAgreement of(List<Rollout> rollouts) {
        long compared = rollouts.stream()
                .filter(rollout -> rollout.otherVerdict() != null)
                .count();
        long differ = rollouts.stream()
                .filter(rollout -> rollout.otherVerdict() != null
                        && (rollout.verdict() == Verdict.VERIFIED) != (rollout.otherVerdict() == Verdict.VERIFIED))
                .count();
        return new RuleAgreement(compared, differ);
    }
}
