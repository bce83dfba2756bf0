package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.reports.PairedBootstrap.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PassAtKBootstrapTest {
    @Test
    void equalProblemsHaveNoWidth() {
        Map<Integer, Interval> intervals =
                PassAtKBootstrap.of(List.of(score("p", 1), score("q", 1)), List.of(1, 4), 200, 0.95, 1);
        assertThat(intervals.keySet()).containsExactly(1, 4);
        assertThat(at(intervals, 1).low()).isCloseTo(0.25, within(1e-12));
        assertThat(at(intervals, 1).high()).isCloseTo(0.25, within(1e-12));
        assertThat(at(intervals, 4).mean()).isEqualTo(1);
    }

    @Test
    void theIntervalIsNearTheNormalOneOnManyProblems() {
        // half of 400 problems are always solved: mean 0.5, standard error 0.025, 1.96 of them 0.049
        List<ProblemScore> scores = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            scores.add(score("p" + i, i % 2 == 0 ? 4 : 0));
        }
        Map<Integer, Interval> intervals = PassAtKBootstrap.of(scores, List.of(1), 4000, 0.95, 7);
        assertThat(at(intervals, 1).low()).isCloseTo(0.451, within(0.006));
        assertThat(at(intervals, 1).high()).isCloseTo(0.549, within(0.006));
        assertThat(intervals).isEqualTo(PassAtKBootstrap.of(scores, List.of(1), 4000, 0.95, 7));
    }

    private static Interval at(Map<Integer, Interval> intervals, int k) {
        return Objects.requireNonNull(intervals.get(k));
    }

    private static ProblemScore score(String problem, int correct) {
        return new ProblemScore(problem, 4, correct, 0);
    }
}
