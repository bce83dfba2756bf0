package dev.cairn.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.reports.ExperimentSummary.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a summary tells of inference seeds. */
class InferenceSeedsTest {
    @Test
    void anEvaluationThatLacksSomeSeedsIsNamed() {
        Measured stopped = new Measured("base", 0, 0, List.of(new ProblemScore("p0", 4, 1, 0)));
        assertThat(InferenceSeeds.notes(3, List.of(stopped)))
                .containsExactly(
                        "Not all 3 inference seeds of base have been evaluated: its scores are means over those"
                                + " that were, of each problem.");
        assertThat(InferenceSeeds.notes(1, List.of(stopped))).isEmpty();
    }
}
