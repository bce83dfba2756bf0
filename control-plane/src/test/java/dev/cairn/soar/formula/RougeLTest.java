package dev.cairn.soar.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are those of Google's rouge-score 0.1.2 without stemming. */
class RougeLTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            What is 3 + 4? | What is 3 + 4? | 1
            What is 3 + 4? | what IS 3 - 5 | 0.75
            Find x if 2x = 10. | Solve for y: 3y = 10 | 0.2
            A train leaves at 9 and arrives at 11. | A bus leaves at 7 and arrives at 12. | 0.6666666666666666
            one two | three four | 0
            + - ? | + - ? | 0
            """)
    void isTheF1OfTheLongestCommonSubsequenceOfWords(String one, String other, double expected) {
        assertThat(RougeL.of(one).with(RougeL.of(other))).isEqualTo(expected, Offset.offset(1e-12));
        assertThat(RougeL.of(other).with(RougeL.of(one))).isEqualTo(expected, Offset.offset(1e-12));
    }
}
