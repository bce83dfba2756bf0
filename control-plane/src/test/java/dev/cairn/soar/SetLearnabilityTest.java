package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The learnability of a question, worked out by hand. */
class SetLearnabilityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 32, 0", // nobody can solve it, or the teacher's answer is wrong
        "1, 32, 0.96875",
        "8, 32, 0.75",
        "31, 32, 0.03125",
        "32, 32, 0", // nothing is left to learn
        "1, 1, 0",
        "1, 3, 0.6666666666666666"
    })
    void isTheShareOfWrongAnswersUnlessAllAreWrong(int correct, int samples, double expected) {
        assertThat(SetLearnability.learnability(correct, samples)).isEqualTo(expected);
    }
}
