package dev.cairn.reports;

import dev.cairn.ledger.RuleAgreement;
import dev.cairn.settings.GradingRule;
import dev.cairn.spec.RunKind;
import java.util.List;
import java.util.Map;

/**
 * Which rule graded an experiment, and on how many rollouts the other one differs: one takes the answer for right, the
 * other does not.
 *
 * @param rule that decided every verdict
 * @param compared rollouts that both rules judged; 0 where {@code grading.compareRules} is off
 * @param differ of these
 * @param byKind the same for each kind of run
 */
public record GradingSummary(GradingRule rule, long compared, long differ, List<KindAgreement> byKind) {
    /** All runs of one kind. */
    public record KindAgreement(RunKind kind, long compared, long differ) {}

    /** Kinds stand in the order of {@link RunKind}. */
    static GradingSummary of(GradingRule rule, Map<RunKind, List<RuleAgreement>> runs) {
        List<KindAgreement> byKind = runs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> new KindAgreement(
                        kind.getKey(),
                        kind.getValue().stream()
                                .mapToLong(RuleAgreement::compared)
                                .sum(),
                        kind.getValue().stream()
                                .mapToLong(RuleAgreement::differ)
                                .sum()))
                .toList();
        return new GradingSummary(
                rule,
                byKind.stream().mapToLong(KindAgreement::compared).sum(),
                byKind.stream().mapToLong(KindAgreement::differ).sum(),
                byKind);
    }
}
