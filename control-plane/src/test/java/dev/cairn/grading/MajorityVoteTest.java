package dev.cairn.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Verdict;
import dev.cairn.soar.fakes.FakeGrader;
import dev.cairn.soar.fakes.Gradings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MajorityVoteTest {
    private static MajorityVote of(String... answers) throws InterruptedException {
        return of(List.of(List.of(answers))).getFirst();
    }

    private static List<MajorityVote> of(List<List<String>> questions) throws InterruptedException {
        return MajorityVote.of(
                Gradings.mathVerify(new FakeGrader()),
                questions.stream()
                        .map(answers -> answers.stream()
                                .map(answer -> answer.equals("none") ? "I do not know." : "So \\boxed{" + answer + "}.")
                                .toList())
                        .toList());
    }

    @Test
    void theAnswerThatMostAgreeWithIsTheReference() throws Exception {
        MajorityVote vote = of("3", "7", "7", "none", "5");
        assertThat(vote.reference()).isEqualTo("7");
        assertThat(vote.agreeing()).isEqualTo(2);
        assertThat(vote.agreement())
                .as("of all answers, those without a box included")
                .isEqualTo(0.4);
        assertThat(vote.grades())
                .extracting(AnswerGrading.Grade::verdict)
                .containsExactly(
                        Verdict.DIFFERENT, Verdict.VERIFIED, Verdict.VERIFIED, Verdict.NO_ANSWER, Verdict.DIFFERENT);
    }

    @Test
    void answersThatTheRuleCallsEqualCountTogether() throws Exception {
        MajorityVote vote = of("7", "7", "0.5", "0.50", "0.500");
        assertThat(vote.reference()).isEqualTo("0.5");
        assertThat(vote.agreeing()).isEqualTo(3);
    }

    @Test
    void ofEquallyManyTheFirstWins() throws Exception {
        assertThat(of("9", "2", "2", "9").reference()).isEqualTo("9");
        assertThat(of("7", "7", "0.5", "0.50").reference()).isEqualTo("7");
        assertThat(of("0.50", "7", "7", "0.5").reference()).isEqualTo("0.50");
    }

    @Test
    void withoutAnyAnswerThereIsNoReference() throws Exception {
        MajorityVote vote = of("none", "", "none");
        assertThat(vote.reference()).isNull();
        assertThat(vote.agreeing()).isZero();
        assertThat(vote.grades())
                .extracting(AnswerGrading.Grade::verdict)
                .containsExactly(Verdict.NO_ANSWER, Verdict.UNPARSABLE, Verdict.NO_ANSWER);
    }

    @Test
    void eachQuestionHasAVoteOfItsOwn() throws Exception {
        assertThat(of(List.of(List.of("1", "2", "2"), List.of("none"), List.of("1", "1", "2"))))
                .extracting(MajorityVote::reference)
                .containsExactly("2", null, "1");
        assertThat(of(List.<List<String>>of())).isEmpty();
    }

    @Test
    void thePluralityOfManyDifferentAnswersIsCountedByHandToo() throws Exception {
        String[] answers = Stream.concat(
                        Stream.iterate(100, i -> i + 1).limit(13).map(String::valueOf), Stream.of("8", "8", "8"))
                .toArray(String[]::new);
        assertThat(of(answers).agreement()).isEqualTo(3 / 16.0);
    }
}
