package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Problem;
import dev.cairn.soar.fakes.FakeCluster;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(10);
    private static final List<Problem> SYNTHETIC = PROBLEMS.subList(0, 4);
    private static final List<Problem> HARD = PROBLEMS.subList(4, 10);
    private static final Seeds.Training SEEDS = new Seeds(7).train();

    @Test
    void aCurriculumChangesItsQuestionsAfterItsFirstStepsAndBeginsTheOthersAnew() {
        Batches curriculum = Batches.of(new TrainingQuestions.Curriculum(SYNTHETIC, 3, HARD), SEEDS, 2);
        Batches synthetic = Batches.of(new TrainingQuestions.Throughout(SYNTHETIC), SEEDS, 2);
        Batches hard = Batches.of(new TrainingQuestions.Throughout(HARD), SEEDS, 2);
        for (int step = 0; step < 3; step++) {
            assertThat(curriculum.of(step)).isEqualTo(synthetic.of(step)).isSubsetOf(SYNTHETIC);
        }
        for (int step = 3; step < 9; step++) {
            assertThat(curriculum.of(step)).isEqualTo(hard.of(step - 3)).isSubsetOf(HARD);
        }
    }

    @Test
    void mixedQuestionsAreAllSeenInEachPassOverTheUnion() {
        Batches mixed = Batches.of(TrainingQuestions.mixed(SYNTHETIC, HARD), SEEDS, 5);
        for (int pass = 0; pass < 3; pass++) {
            int first = 2 * pass;
            List<Problem> seen = IntStream.range(first, first + 2)
                    .mapToObj(mixed::of)
                    .flatMap(List::stream)
                    .toList();
            assertThat(seen).hasSize(10);
            assertThat(new HashSet<>(seen)).isEqualTo(new HashSet<>(PROBLEMS));
        }
    }
}
