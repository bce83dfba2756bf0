package dev.cairn.bridge;

import static dev.cairn.ports.Verdict.DIFFERENT;
import static dev.cairn.ports.Verdict.TIMED_OUT;
import static dev.cairn.ports.Verdict.UNPARSABLE;
import static dev.cairn.ports.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.soar.fakes.Gradings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of every grader. */
abstract class GraderContract {
    /** Takes longer than any time limit to evaluate. */
    private static final String TOWER = "9^{9^{9^{9}}}";

    abstract Grader grader();

    @Test
    void equalValuesAreVerifiedHoweverTheyAreWritten() throws Exception {
        assertThat(verified(List.of(pair("12", "12"), pair("0.5", "\\frac{1}{2}"))))
                .containsExactly(VERIFIED, VERIFIED);
    }

    @Test
    void otherValuesAreDifferent() throws Exception {
        assertThat(verified(List.of(pair("12", "13")))).containsExactly(DIFFERENT);
    }

    @Test
    void whatIsNoExpressionIsUnparsable() throws Exception {
        assertThat(verified(List.of(pair("12", "")))).containsExactly(UNPARSABLE);
        assertThat(grader().parses(List.of("", "\\frac{3}{4}"), GradingRule.MATH_VERIFY))
                .containsExactly(UNPARSABLE, VERIFIED);
    }

    @Test
    void anExplodingAnswerCostsOnlyItself() throws Exception {
        assertThat(verified(List.of(pair("12", "12"), pair("7", TOWER), pair("3", "3"))))
                .containsExactly(VERIFIED, TIMED_OUT, VERIFIED);
    }

    @Test
    void aThousandPairsKeepTheirOrder() throws Exception {
        List<AnswerPair> pairs = new ArrayList<>();
        List<Verdict> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            pairs.add(pair(Integer.toString(i), Integer.toString(i % 3 == 0 ? i + 1 : i)));
            expected.add(i % 3 == 0 ? DIFFERENT : VERIFIED);
        }
        assertThat(verified(pairs)).isEqualTo(expected);
    }

    @Test
    void nothingToGradeIsNothing() throws Exception {
        assertThat(verified(List.of())).isEmpty();
        assertThat(grader().parses(List.of(), GradingRule.MATH_VERIFY)).isEmpty();
    }

    private List<Verdict> verified(List<AnswerPair> pairs) throws InterruptedException {
        return Gradings.verdicts(grader().verify(pairs, Gradings.MATH_VERIFY));
    }

    private static AnswerPair pair(String reference, String answer) {
        return new AnswerPair(reference, answer);
    }
}
