package dev.cairn.soar.formula;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentRewardTest {
    @ParameterizedTest
    @CsvSource({
        "12,   VERIFIED,   12, 120",
        "12.0, VERIFIED,   12, 120",
        "123,  DIFFERENT,  12, 20",
        "x=12, UNPARSABLE, 12, 20",
        "x=12, TIMED_OUT, ' 12 ', 20",
        "13,   DIFFERENT,  12, 10",
        "13,   TIMED_OUT,  12, 10",
        "13,   UNPARSABLE, '', 10",
        "'',   UNPARSABLE, 12, 10",
    })
    void paysForTheBoxAndMoreForTheAnswer(String answer, Verdict verdict, String reference, double reward) {
        assertThat(StudentReward.of(new Grade(answer, GradingRule.STRICT, verdict, null), reference))
                .isEqualTo(reward);
    }

    @Test
    void nothingWithoutABox() {
        assertThat(StudentReward.of(new Grade(null, GradingRule.STRICT, Verdict.NO_ANSWER, null), "12"))
                .isZero();
    }
}
