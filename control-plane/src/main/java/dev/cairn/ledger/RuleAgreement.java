package dev.cairn.ledger;

import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import java.util.List;

/**
 * On how many rollouts the two grading rules were compared, and on how many one takes the answer for right and the other
 * does not.
 */
public record RuleAgreement(long compared, long differ) {
    static RuleAgreement of(List<Rollout> rollouts) {
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
