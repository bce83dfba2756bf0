package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\boxed{7}|7",
                "so \\boxed{ 7 } it is|7",
                "\\boxed{1} then \\boxed{2}|2",
                "\\boxed{\\frac{1}{2}}|\\frac{1}{2}",
                "\\boxed{1} and \\boxed{2|1",
                "\\boxed{3 \\boxed{5}|5",
                "\\boxed{a \\boxed{b} c}|b",
                "\\boxed{\\{1,2\\}}|\\{1,2\\}",
                "\\boxed{\\text{a \\} b}}|\\text{a \\} b}",
                "} \\boxed{4}|4",
                "{ \\boxed{4}|4",
                "\\\\boxed{4}|4",
            })
    void findsTheLastBalancedBox(String text, String content) {
        assertThat(Boxed.last(text)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({"no box at all", "\\boxed{7", "boxed{7}", "\\boxed 7", "\\boxed{ {7 }", "\\"})
    void findsNothingWithoutABalancedBox(String text) {
        assertThat(Boxed.last(text)).isNull();
    }

    @Test
    void anEmptyBoxIsABoxWithNothingInIt() {
        assertThat(Boxed.last("\\boxed{  }")).isEmpty();
    }

    @Test
    void manyOpenBoxesTakeLinearTime() {
        String hostile = "\\boxed{".repeat(100_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(Boxed.last(hostile)).isNull());
    }
}
