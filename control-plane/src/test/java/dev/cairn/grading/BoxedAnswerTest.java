package dev.cairn.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxedAnswerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\boxed{7}|7",
                "so \\boxed{ 7 } it is|7",
                "\\boxed{1} then \\boxed{2}|2",
                "\\boxed{\\frac{1}{2}}|\\frac{1}{2}",
                "\\boxed{3 \\boxed{5}|5",
                "\\boxed{a \\boxed{b} c}|b",
                "\\boxed{\\{1,2\\}}|\\{1,2\\}",
                "\\boxed{\\text{a \\} b}}|\\text{a \\} b}",
                "} \\boxed{4}|4",
                "{ \\boxed{4}|4",
                "\\\\boxed{4}|4",
                "\\fbox{9}|9",
                "\\boxed {7}|7",
            })
    void theLastWholeBoxHoldsTheAnswer(String text, String content) {
        assertThat(BoxedAnswer.of(text)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "so $\\boxed 7$.|7",
                "\\boxed 2.|2",
                "\\boxed 72|72",
                "\\boxed -3|-3",
                "\\boxed 2,436 of them|2,436",
                "\\boxed x|x",
                "\\boxed\\frac12|\\frac12",
                "\\boxed \\frac{3}{4} = 0.75|\\frac{3}{4}",
                "\\boxed\\pi|\\pi",
                "\\boxed\\sqrt[3]{2} is it|\\sqrt[3]{2}",
                "\\boxed{7} in \\boxed notation|7",
                "\\boxed{7} with \\boxedthing 8|7",
            })
    void withoutBracesANumberALetterOrACommandIsBoxed(String text, String content) {
        assertThat(BoxedAnswer.of(text)).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"no box at all", "\\boxed{7", "boxed{7}", "\\boxed{ {7 }", "\\", "\\boxed", "the \\boxed command"})
    void withoutAWholeBoxThatHoldsSomethingThereIsNoAnswer(String text) {
        assertThat(BoxedAnswer.of(text)).isNull();
    }

    @Test
    void aBoxThatHoldsNothingIsABoxedNothing() {
        assertThat(BoxedAnswer.of("\\boxed{}")).isEmpty();
        assertThat(BoxedAnswer.of("\\boxed{  }")).isEmpty();
        assertThat(BoxedAnswer.of("\\boxed{} and \\boxed{1")).isNull();
        assertThat(BoxedAnswer.read("\\boxed{}").boxes()).isZero();
    }

    @Test
    void anEmptyBoxIsPassedOver() {
        assertThat(BoxedAnswer.of("x = \\boxed{12}, which I put in \\boxed{} as asked"))
                .isEqualTo("12");
    }

    @Test
    void aBoxThatIsBegunAfterTheAnswerWithdrawsIt() {
        assertThat(BoxedAnswer.of("\\boxed{12}. Wait, so \\boxed{13")).isNull();
    }

    @Test
    void whatIsThoughtIsNotAnswered() {
        assertThat(BoxedAnswer.of("<think>\\boxed{4}?</think> It is 9.")).isNull();
        assertThat(BoxedAnswer.of("perhaps \\boxed{4}</think> \\boxed{9}")).isEqualTo("9");
        assertThat(BoxedAnswer.of("<think>so far \\boxed{4}")).isNull();
    }

    @Test
    void wholeBoxesAreCounted() {
        assertThat(BoxedAnswer.read("\\boxed{1}, \\boxed{} or \\boxed 3").boxes())
                .isEqualTo(2);
        assertThat(BoxedAnswer.read("none").boxes()).isZero();
    }

    @Test
    void manyOpenBoxesTakeLinearTime() {
        for (String hostile :
                new String[] {"\\boxed{".repeat(200_000), "\\boxed ".repeat(200_000), "\\boxed\\frac".repeat(200_000)
                }) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(BoxedAnswer.of(hostile)).isNull());
        }
        String deep = "\\boxed{".repeat(50_000) + "7" + "}".repeat(50_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(BoxedAnswer.of(deep)).isEqualTo("7"));
    }
}
