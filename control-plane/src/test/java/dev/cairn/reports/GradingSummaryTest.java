package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.grading.RuleAgreement;
import dev.cairn.settings.GradingRule;
import dev.cairn.spec.RunKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradingSummaryTest {
    @Test
    void countsAreAddedPerKindOfRunAndInAll() {
        GradingSummary summary = GradingSummary.of(
                GradingRule.STRICT,
                Map.of(
                        RunKind.EVALUATE, List.of(new RuleAgreement(10, 1), new RuleAgreement(20, 4)),
                        RunKind.SCREEN, List.of(new RuleAgreement(100, 0))));
        assertThat(summary)
                .isEqualTo(new GradingSummary(
                        GradingRule.STRICT,
                        130,
                        5,
                        List.of(
                                new GradingSummary.KindAgreement(RunKind.SCREEN, 100, 0),
                                new GradingSummary.KindAgreement(RunKind.EVALUATE, 30, 5))));
    }
}
