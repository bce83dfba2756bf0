package dev.cairn.problems.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the real files, if they are next to the checkout. */
class RealProblemFilesTest {
    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @BeforeAll
    static void theFilesAreThere() {
        assumeTrue(Files.isDirectory(DATA), "../shared/data lies beside the checkout");
    }

    @Test
    void readsAllOfThem() {
        assertThat(read("gsm8k_test.jsonl", ProblemFormat.GSM8K).problems()).hasSize(1319);
        assertThat(read("math_500.jsonl", ProblemFormat.MATH).problems()).hasSize(500);
        assertThat(read("math_test_level5.jsonl", ProblemFormat.MATH).problems())
                .hasSize(1324);
        assertThat(read("math_train_sample_500.jsonl", ProblemFormat.MATH).problems())
                .hasSize(500);
        ProblemFile olympiad = read("olympiadbench_en_text.jsonl", ProblemFormat.OLYMPIADBENCH);
        assertThat(olympiad.problems().size() + olympiad.skipped().total()).isEqualTo(675);
        assertThat(olympiad.problems().size()).isGreaterThanOrEqualTo(674);
    }

    @Test
    void answersOfMathAgreeWithTheBoxesOfItsSolutions() {
        ProblemFile math = read("math_500.jsonl", ProblemFormat.MATH);
        assertThat(math.problems())
                .allSatisfy(read -> assertThat(read.problem().answer()).isNotBlank());
        assertThat(math.problems().getFirst().problem().answer()).isEqualTo("\\left( 3, \\frac{\\pi}{2} \\right)");
    }

    private static ProblemFile read(String name, ProblemFormat format) {
        ProblemFile file = ProblemFileReader.read(DATA.resolve(name), name, ReadOptions.detect());
        assertThat(file.format()).isEqualTo(format);
        return file;
    }
}
