package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.reports.ExperimentSummary.Difference;
import dev.cairn.reports.ExperimentSummary.Measured;
import dev.cairn.reports.ExperimentSummary.PolicyResult;
import dev.cairn.reports.ExperimentSummary.ScoreInterval;
import dev.cairn.settings.GradingRule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExperimentSummaryTest {
    private static final GradingSummary GRADING = new GradingSummary(GradingRule.STRICT, 0, 0, List.of());
    private static final Measured BASE =
            new Measured("base", 0, 0, List.of(score("a", 0), score("b", 1), score("c", 2)));

    @Test
    void passAt1IsTheMeanShareOfCorrectAnswers() {
        ExperimentSummary summary = ExperimentSummary.of(0, List.of(BASE), List.of("known"), GRADING, 1);
        assertThat(summary.problems()).isEqualTo(3);
        assertThat(summary.samples()).isEqualTo(4);
        assertThat(summary.policies().getFirst().passAtK().get(1)).isEqualTo(0.25);
        assertThat(summary.notes()).containsExactly("known");
    }

    @Test
    void anIntervalSurroundsEachPassAtK() {
        PolicyResult base = ExperimentSummary.of(0, List.of(BASE), List.of(), GRADING, 1)
                .policies()
                .getFirst();
        assertThat(base.intervals().keySet()).isEqualTo(base.passAtK().keySet());
        ScoreInterval range = Objects.requireNonNull(base.intervals().get(1));
        assertThat(range.low()).isBetween(0.0, 0.25);
        assertThat(range.high()).isBetween(0.25, 0.5);
        assertThat(range.level()).isEqualTo(0.95);
    }

    @Test
    void policiesAreComparedOnTheProblemsThatBothWereScoredOn() {
        Measured partly = new Measured("promoted", 10, 8, List.of(score("b", 4)));
        ExperimentSummary summary = ExperimentSummary.of(1, List.of(BASE, partly), List.of(), GRADING, 1);
        assertThat(summary.differences())
                .extracting(Difference::a, Difference::b, Difference::k, Difference::mean)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("promoted", "base", 1, 0.75));
        assertThat(summary.notes()).singleElement().asString().startsWith("The evaluation of promoted covers 1 of 3");
    }

    @Test
    void policiesWithoutACommonProblemAreNotCompared() {
        Measured other = new Measured("promoted", 10, 8, List.of(score("x", 4), score("y", 1), score("z", 0)));
        assertThat(ExperimentSummary.of(1, List.of(BASE, other), List.of(), GRADING, 1)
                        .differences())
                .isEmpty();
    }

    @Test
    void otherMethodsAreComparedWithBaseAndHardOnlyAndTheTwoTeachersWithEachOther() {
        List<Measured> measured = Stream.of("base", "promoted", "hard-only", "soar-pq", "grounded-t", "base-t")
                .map(name -> new Measured(name, 1, 1, BASE.scores()))
                .toList();
        assertThat(ExperimentSummary.of(1, measured, List.of(), GRADING, 1).differences())
                .extracting(difference -> difference.a() + " - " + difference.b())
                .containsExactly(
                        "promoted - base",
                        "hard-only - base",
                        "hard-only - promoted",
                        "soar-pq - base",
                        "soar-pq - hard-only",
                        "grounded-t - base",
                        "grounded-t - hard-only",
                        "base-t - base",
                        "base-t - hard-only",
                        "base-t - grounded-t");
    }

    private static ProblemScore score(String problem, int correct) {
        return new ProblemScore(problem, 4, correct, 0);
    }
}
