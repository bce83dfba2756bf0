package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.grading.AnswerGrading.Submission;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.fakes.Gradings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The verdicts from plain strings agree with Math-Verify. */
@Tag("real")
final class PlainNumbersTest {
    private final Random random = new Random(8);

    @Test
    void numbersThatDifferAsStringsDifferForMathVerify() throws Exception {
        List<AnswerPair> pairs = IntStream.range(0, 600)
                .mapToObj(i -> closePair(i % 4))
                .filter(pair -> !pair.reference().equals(pair.answer()))
                .toList();
        assertThat(pairs).hasSizeGreaterThan(500);

        List<Grade> plain = Gradings.mathVerify(new NeverAsked())
                .grade(pairs.stream()
                        .map(pair -> new Submission("\\boxed{" + pair.answer() + "}", pair.reference()))
                        .toList());

        assertThat(plain).extracting(Grade::verdict).containsOnly(Verdict.DIFFERENT);
        Grader mathVerify = new BridgeGrader(RealPython.grader(), Duration.ofSeconds(3), RealPython.LONG);
        assertThat(Gradings.verdicts(mathVerify.verify(pairs, Gradings.MATH_VERIFY)))
                .containsOnly(Verdict.DIFFERENT);
    }

    /**
     * An integer and itself with a fraction, two fractions with the same last place, a number and its negative, any
     * two.
     */
    private AnswerPair closePair(int kind) {
        String number = number();
        return switch (kind) {
            case 0 -> new AnswerPair(number, number + "." + fraction());
            case 1 -> {
                String places = "0".repeat(random.nextInt(4));
                yield new AnswerPair(number + "." + places + "1", number + "." + places + "2");
            }
            case 2 -> new AnswerPair("-" + (1 + random.nextInt(100)) + "." + fraction(), number + "." + fraction());
            default -> new AnswerPair(number, number() + "." + fraction());
        };
    }

    /** Of one to nine digits. */
    private String number() {
        return Long.toString(random.nextLong((long) Math.pow(10, 1 + random.nextInt(9))));
    }

    /** Of one to four digits, the last one no zero. */
    private String fraction() {
        String digits = "0".repeat(random.nextInt(3)) + random.nextInt(10);
        return digits.substring(0, digits.length() - 1) + (1 + random.nextInt(9));
    }

    private record NeverAsked() implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
            throw new AssertionError("not settled by plain strings: " + pairs);
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) {
            throw new AssertionError("nothing is to be parsed");
        }
    }
}
