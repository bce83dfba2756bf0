package dev.cairn.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.grading.AnswerGrading.Grade;
import dev.cairn.grading.AnswerGrading.Submission;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.fakes.FakeGrader;
import dev.cairn.soar.fakes.Gradings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerGradingTest {
    private final FakeGrader grader = new FakeGrader();
    private final AnswerGrading grading = Gradings.mathVerify(grader);

    @Test
    void plainStringsAreSettledWithoutTheGrader() throws Exception {
        assertThat(verdicts(
                        new Submission("\\boxed{ x+1 }", " x+1 "),
                        new Submission("\\boxed{12}", "13"),
                        new Submission("\\boxed{-12}", "12"),
                        new Submission("\\boxed{0}", "5"),
                        new Submission("no box", "5"),
                        new Submission("\\boxed{}", ""),
                        new Submission("\\boxed{}", "5"),
                        new Submission("\\boxed{5}", " ")))
                .containsExactly(
                        Verdict.VERIFIED,
                        Verdict.DIFFERENT,
                        Verdict.DIFFERENT,
                        Verdict.DIFFERENT,
                        Verdict.NO_ANSWER,
                        Verdict.UNPARSABLE,
                        Verdict.UNPARSABLE,
                        Verdict.UNPARSABLE);
        assertThat(grader.verified()).isEmpty();
    }

    @Test
    void otherSpellingsOfAnIntegerAreLeftToTheGrader() throws Exception {
        assertThat(verdicts(
                        new Submission("\\boxed{-0}", "0"),
                        new Submission("\\boxed{007}", "7"),
                        new Submission("\\boxed{+7}", "7"),
                        new Submission("\\boxed{7.0}", "7"),
                        new Submission("\\boxed{1000000000000000}", "1000000000000001")))
                .containsExactly(
                        Verdict.VERIFIED, Verdict.VERIFIED, Verdict.VERIFIED, Verdict.VERIFIED, Verdict.DIFFERENT);
        assertThat(grader.verified()).hasSize(5);
    }

    @Test
    void shortDecimalsThatDifferNeedNoGrader() throws Exception {
        assertThat(verdicts(
                        new Submission("\\boxed{12.5}", "13"),
                        new Submission("\\boxed{13}", "12.5"),
                        new Submission("\\boxed{-0.5}", "0.5"),
                        new Submission("\\boxed{7.0001}", "7"),
                        new Submission("\\boxed{123456789.25}", "123456789.2")))
                .containsOnly(Verdict.DIFFERENT);
        assertThat(grader.verified()).isEmpty();
    }

    @Test
    void decimalsThatMayBeEqualToOtherSpellingsAreLeftToTheGrader() throws Exception {
        List<String> spellings = List.of("7.50", "07.5", ".5", "7.", "0.99999", "1234567890.5", "7.5%", "1,5");
        for (String spelling : spellings) {
            assertThat(verdicts(new Submission("\\boxed{" + spelling + "}", "7.5")))
                    .hasSize(1);
        }
        assertThat(grader.verified()).extracting(AnswerPair::answer).isEqualTo(spellings);
    }

    @Test
    void eachDistinctPairIsAskedOnceAndRemembered() throws Exception {
        assertThat(verdicts(
                        new Submission("a \\boxed{7.0}", "7"),
                        new Submission("b \\boxed{ 7.0}", "7 "),
                        new Submission("c \\boxed{7.0}", "8")))
                .containsExactly(Verdict.VERIFIED, Verdict.VERIFIED, Verdict.DIFFERENT);
        assertThat(grader.verified()).containsExactly(new AnswerPair("7", "7.0"), new AnswerPair("8", "7.0"));
        assertThat(verdicts(new Submission("d \\boxed{7.0}", "7"))).containsExactly(Verdict.VERIFIED);
        assertThat(grader.verified()).hasSize(2);
    }

    @Test
    void theOldestPairIsForgottenFirst() throws Exception {
        AnswerGrading small = new AnswerGrading(grader, Gradings.MATH_VERIFY, AnswerComparison.MATHS, 2);
        for (String answer : List.of("1.0", "2.0", "1.0", "3.0", "1.0", "2.0")) {
            assertThat(small.grade(List.of(new Submission("\\boxed{" + answer + "}", "9"))))
                    .hasSize(1);
        }
        assertThat(grader.verified().stream().map(AnswerPair::answer)).containsExactly("1.0", "2.0", "3.0", "2.0");
    }

    @Test
    void aTimeOutIsTriedAgain() throws Exception {
        List<AnswerPair> asked = new ArrayList<>();
        AnswerGrading slow = Gradings.mathVerify(new Grader() {
            @Override
            public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
                asked.addAll(pairs);
                return Gradings.agreed(List.of(asked.size() == 1 ? Verdict.TIMED_OUT : Verdict.VERIFIED), grading);
            }

            @Override
            public List<Verdict> parses(List<String> answers, GradingRule rule) {
                return List.of();
            }
        });
        List<Submission> one = List.of(new Submission("\\boxed{x}", "y"));
        assertThat(slow.grade(one).getFirst().verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(slow.grade(one).getFirst().verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void bothRulesAreAskedTogetherWhereBothAreOpenAndThePlainVerdictIsBoths() throws Exception {
        AnswerGrading both = new AnswerGrading(grader, GradingSettings.defaults(), AnswerComparison.MATHS);
        List<Grade> graded =
                both.grade(List.of(new Submission("\\boxed{7.0}", "7"), new Submission("\\boxed{8}", "7")));
        assertThat(graded.get(0)).isEqualTo(new Grade("7.0", GradingRule.STRICT, Verdict.VERIFIED, Verdict.VERIFIED));
        assertThat(graded.get(1)).isEqualTo(new Grade("8", GradingRule.STRICT, Verdict.DIFFERENT, Verdict.DIFFERENT));
        assertThat(grader.verified()).containsExactly(new AnswerPair("7", "7.0"));
    }

    @Test
    void textsAreComparedLetterByLetterUnderStrictAndTheOtherRuleStillReadsThemAsMaths() throws Exception {
        AnswerGrading texts = new AnswerGrading(grader, GradingSettings.defaults(), AnswerComparison.TEXT);
        assertThat(texts.grade(List.of(new Submission("\\boxed{0}", "00"))))
                .containsExactly(new Grade("0", GradingRule.STRICT, Verdict.DIFFERENT, Verdict.VERIFIED));
        assertThat(texts.parses(List.of("any text"))).containsExactly(Verdict.VERIFIED);
        assertThat(grader.parsed()).isEmpty();
    }

    @Test
    void underMathVerifyTextsAreMathsAsPublished() throws Exception {
        AnswerGrading published = new AnswerGrading(grader, Gradings.MATH_VERIFY, AnswerComparison.TEXT);
        assertThat(published.grade(List.of(new Submission("\\boxed{0}", "00"))))
                .containsExactly(new Grade("0", GradingRule.MATH_VERIFY, Verdict.VERIFIED, null));
    }

    @Test
    void aNumberWithinItsProblemsToleranceIsForTheGraderToJudge() throws Exception {
        AnswerGrading strict = new AnswerGrading(grader, Gradings.STRICT, AnswerComparison.MATHS);
        assertThat(strict.grade(List.of(new Submission("\\boxed{7}", "8", 1.5))))
                .hasSize(1);
        assertThat(grader.verified()).containsExactly(new AnswerPair("8", "7", 1.5));
    }

    @Test
    void readsEachDistinctAnswerOnceAndIntegersByItself() throws Exception {
        assertThat(grading.parses(List.of("12", ")(", "1.5", ")(")))
                .containsExactly(Verdict.VERIFIED, Verdict.UNPARSABLE, Verdict.VERIFIED, Verdict.UNPARSABLE);
        assertThat(grader.parsed()).containsExactly(")(", "1.5");
    }

    private List<Verdict> verdicts(Submission... submissions) throws InterruptedException {
        return grading.grade(List.of(submissions)).stream().map(Grade::verdict).toList();
    }
}
