package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ports.Rejection;
import org.junit.jupiter.api.Test;

class TeacherCompletionTest {
    @Test
    void readsQuestionAndBoxedAnswerWithReasoningAround() {
        assertThat(TeacherCompletion.parse(
                        "Think. <question> What is 2+2? </question> so <answer> it is \\boxed{ 4 } </answer> done"))
                .isEqualTo(new TeacherCompletion.Accepted("What is 2+2?", "4", 1));
    }

    @Test
    void takesTheFirstQuestionAndTheFirstAnswerAfterIt() {
        assertThat(TeacherCompletion.parse("<answer>\\boxed{0}</answer><question>A</question><question>B</question>"
                        + "<answer>\\boxed{1}</answer><answer>\\boxed{2}</answer>"))
                .isEqualTo(new TeacherCompletion.Accepted("A", "1", 2));
    }

    @Test
    void anyOfTheFourTagsMissingIsRejected() {
        assertRejected("<question>A</question><answer>\\boxed{1}", Rejection.MISSING_TAGS);
        assertRejected("<question>A</question>\\boxed{1}</answer>", Rejection.MISSING_TAGS);
        assertRejected("<question>A<answer>\\boxed{1}</answer>", Rejection.MISSING_TAGS);
        assertRejected("A</question><answer>\\boxed{1}</answer>", Rejection.MISSING_TAGS);
        assertRejected("<answer>\\boxed{1}</answer><question>A</question>", Rejection.MISSING_TAGS);
        assertRejected("", Rejection.MISSING_TAGS);
    }

    @Test
    void aDraftInTheModelsReasoningIsNotTheQuestion() {
        String draft = "<question>Draft</question><answer>\\boxed{0}</answer>";
        String written = "<question>A</question><answer>\\boxed{1}</answer>";
        assertThat(TeacherCompletion.parse("<think>" + draft + "</think>" + written))
                .isEqualTo(new TeacherCompletion.Accepted("A", "1", 1));
        assertThat(TeacherCompletion.parse(draft + "</think>" + written))
                .as("the prompt can have begun the reasoning")
                .isEqualTo(new TeacherCompletion.Accepted("A", "1", 1));
        assertRejected("<think>" + draft, Rejection.MISSING_TAGS);
        assertThat(TeacherCompletion.questions("<think>" + draft + "</think>" + written + written))
                .isEqualTo(2);
    }

    @Test
    void anEmptyQuestionIsRejected() {
        assertRejected("<question> \n </question><answer>\\boxed{1}</answer>", Rejection.EMPTY_QUESTION);
    }

    @Test
    void anAnswerWithoutAFilledBoxIsRejected() {
        assertRejected("<question>A \\boxed{9}</question><answer>1</answer>", Rejection.NO_BOX);
        assertRejected("<question>A</question><answer>\\boxed{}</answer>", Rejection.NO_BOX);
        assertRejected("<question>A</question><answer>\\boxed{1</answer>}", Rejection.NO_BOX);
    }

    private static void assertRejected(String text, Rejection reason) {
        assertThat(TeacherCompletion.parse(text)).as(text).isEqualTo(new TeacherCompletion.Rejected(reason));
    }
}
