package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.UnitResult.ProblemScore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    @Test
    void aConstantDifferenceHasNoWidth() {
        List<ProblemScore> a = List.of(score("p", 2), score("q", 3));
        List<ProblemScore> b = List.of(score("q", 2), score("p", 1)); // other order, each one lower
        PairedBootstrap.Interval interval = PairedBootstrap.difference(a, b, 1, 200, 0.95, 1);
        assertThat(interval.mean()).isCloseTo(0.25, within(1e-12));
        assertThat(interval.low()).isCloseTo(0.25, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void theIntervalIsNearTheNormalOneOnManyProblems() {
        // half of 400 problems differ by 1, half by 0: mean 0.5, standard error 0.5/20 = 0.025, 1.96 of them 0.049
        List<ProblemScore> a = new ArrayList<>();
        List<ProblemScore> b = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            a.add(score("p" + i, i % 2 == 0 ? 4 : 0));
            b.add(score("p" + i, 0));
        }
        PairedBootstrap.Interval interval = PairedBootstrap.difference(a, b, 1, 4000, 0.95, 7);
        assertThat(interval.mean()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo(0.451, within(0.006));
        assertThat(interval.high()).isCloseTo(0.549, within(0.006));
        assertThat(interval).isEqualTo(PairedBootstrap.difference(a, b, 1, 4000, 0.95, 7));
        assertThat(interval.low())
                .isNotEqualTo(PairedBootstrap.difference(a, b, 1, 4000, 0.99, 7).low());
    }

    @Test
    void otherProblemsCanNotBePaired() {
        assertThatThrownBy(() ->
                        PairedBootstrap.difference(List.of(score("p", 1)), List.of(score("q", 1)), 1, 10, 0.95, 1))
                .hasMessageContaining("same problems on both sides: 1 and 1");
        assertThatThrownBy(() -> PairedBootstrap.difference(List.of(), List.of(), 1, 10, 0.95, 1))
                .hasMessageContaining("same problems");
    }

    @Test
    void versionsOfAPolicyAreAveragedBeforeProblemsAreDrawn() {
        List<ProblemScore> versions = new ArrayList<>();
        List<ProblemScore> means = new ArrayList<>();
        List<ProblemScore> base = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            versions.add(score("p" + i, i % 2 == 0 ? 4 : 0));
            versions.add(score("p" + i, i % 2 == 0 ? 2 : 0));
            means.add(score("p" + i, i % 2 == 0 ? 3 : 0));
            base.add(score("p" + i, 0));
        }
        assertThat(PairedBootstrap.difference(versions, base, 1, 500, 0.95, 7))
                .isEqualTo(PairedBootstrap.difference(means, base, 1, 500, 0.95, 7));
        assertThat(PassAtKBootstrap.of(versions, List.of(1), 500, 0.95, 7))
                .isEqualTo(PassAtKBootstrap.of(means, List.of(1), 500, 0.95, 7));
    }

    private static ProblemScore score(String problem, int correct) {
        return new ProblemScore(problem, 4, correct, 0);
    }
}
