package dev.cairn.reports;

import dev.cairn.grading.RuleAgreement;
import dev.cairn.settings.GradingRule;
import dev.cairn.spec.RunKind;
import java.util.List;
import java.util.Map;

/**
 * The rule that graded an experiment, and the number of rollouts on which the other rule differs: exactly one of them
 * counts the answer as correct.
 *
 * @param rule the rule that decided every verdict
 * @param compared number of rollouts that both rules judged; 0 if {@code grading.compareRules} is off
 * @param differ number of these on which the rules differ
 * @param byKind the same for each kind of run
 */
public record GradingSummary(GradingRule rule, long compared, long differ, List<KindAgreement> byKind) {
    /** All runs of one kind. */
    public record KindAgreement(RunKind kind, long compared, long differ) {}

    /** Kinds are in the order of {@link RunKind}; those of which no answer was compared, such as a teacher's sample, are left out. */
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
                .filter(kind -> kind.compared() > 0)
                .toList();
        return new GradingSummary(
                rule,
                byKind.stream().mapToLong(KindAgreement::compared).sum(),
                byKind.stream().mapToLong(KindAgreement::differ).sum(),
                byKind);
    }
}
