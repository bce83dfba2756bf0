package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.reports.ExperimentSummary;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.GradingSummary;
import dev.cairn.settings.GradingRule;
import dev.cairn.spec.RunKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    private static final ExperimentSummary SUMMARY = new ExperimentSummary(
            2,
            97,
            32,
            List.of(
                    new PolicyResult("base", 0, 0, Map.of(1, 0.01), Map.of(), 0, List.of(), null, Map.of()),
                    new PolicyResult("hard-only", 25, 20, Map.of(1, 0.125), Map.of(), 0, List.of(), null, Map.of())),
            List.of(
                    new Difference("hard-only", "base", 1, 0.115, 0.05, 0.2, 0.95),
                    new Difference("hard-only", "base", 32, -0.0001, -0.1, 0.1, 0.95)),
            List.of("Evaluated on the first 97 problems."),
            new GradingSummary(
                    GradingRule.STRICT,
                    5000,
                    3,
                    List.of(
                            new GradingSummary.KindAgreement(RunKind.SCREEN, 4000, 1),
                            new GradingSummary.KindAgreement(RunKind.EVALUATE, 1000, 2))));

    @Test
    void itFitsATerminalAndItsColumnsSayWhatTheyHold() {
        String text = SummaryText.of(SUMMARY);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(85));
        assertThat(text)
                .contains("Promotions: 2", "97 held-out hard problems", "32 answers per problem")
                .contains("steps    applied   pass@1")
                .contains("  base: the model before training\n  hard-only: the student that")
                .doesNotContain("promoted:")
                .contains("hard-only      25         20   12.5 %")
                .contains("\nEvaluated on the first 97 problems.\n");
    }

    @Test
    void anIntervalAroundZeroIsNoClearDifferenceAndNoZeroIsNegative() {
        assertThat(SummaryText.of(SUMMARY))
                .contains("  hard-only - base      pass@1    +11.5  (+5.0 to +20.0)\n")
                .contains("  hard-only - base      pass@32    +0.0  (-10.0 to +10.0)  no clear difference\n");
    }

    @Test
    void itSaysOnHowManyAnswersTheOtherRuleDiffersInAllAndPerKindOfRun() {
        assertThat(SummaryText.of(SUMMARY)).endsWith("""
                        Graded by the rule STRICT (docs/grading.md).
                        MATH_VERIFY would decide differently on 3 of 5,000 answers:
                          screen     1 of 4,000
                          evaluate   2 of 1,000
                        """);
        assertThat(SummaryText.of(graded(new GradingSummary(GradingRule.MATH_VERIFY, 7, 0, List.of()))))
                .endsWith(
                        "Graded by the rule MATH_VERIFY (docs/grading.md).\nSTRICT would decide differently on 0 of 7 answers.\n");
        assertThat(SummaryText.of(graded(new GradingSummary(GradingRule.STRICT, 0, 0, List.of()))))
                .endsWith("Graded by the rule STRICT (docs/grading.md); the other rule was not applied.\n");
    }

    private static ExperimentSummary graded(GradingSummary grading) {
        return new ExperimentSummary(0, 0, 0, List.of(), List.of(), List.of(), grading);
    }

    @Test
    void spansAreThoseOfTheConsole() {
        assertThat(List.of(3.8, 42.0, 256.0, 7500.0, 200_000.0))
                .extracting(seconds -> Formats.duration(Duration.ofMillis((long) (seconds * 1000))))
                .containsExactly("3.8 s", "42 s", "4 min 16 s", "2 h 5 min", "2 d 7 h");
    }
}
