package dev.cairn.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question of the teacher: what it was read from, and how the students that trained on it answered.
 *
 * @param index i within its set, from 0
 * @param answer the teacher's answer; nobody checked it
 * @param written the completion that it was read from; absent if it is not kept
 * @param sameProblem the problem of the experiment's set with exactly the same question, if there is one
 * @param students one entry per finished student of the set
 * @param measured how many answers of the untrained student agree, where the reward is the questions' learnability
 */
public record QuestionRecord(
        int index,
        String question,
        String answer,
        @Nullable Written written,
        @Nullable SameProblem sameProblem,
        List<Student> students,
        @Nullable Measured measured) {

    /**
     * The completion that the question was read from.
     *
     * @param ordinal its place among the rollouts of its unit, {@code t/<outer step>/write}
     * @param round of requests to the teacher, from 0; later ones replace rejected completions
     * @param verdict whether the answer could be parsed, not whether it is right
     * @param text absent if the text policy did not keep it
     */
    public record Written(
            int ordinal,
            int round,
            int completionTokens,
            String finishReason,
            String verdict,
            @Nullable String text) {}

    /** A problem with its reference answer. */
    public record SameProblem(String problemId, String answer) {}

    /**
     * A student's answers without training.
     *
     * @param samples number of answers
     * @param correct number of these that agree with the teacher's answer
     */
    public record Measured(int samples, int correct) {}

    /**
     * A student's answers to the question in training.
     *
     * @param repeat j
     * @param steps those in which the question came up, in order
     */
    public record Student(int repeat, List<Answered> steps) {}

    /**
     * The answers in one of a student's optimizer steps.
     *
     * @param step from 0
     * @param samples number of answers
     * @param correct number of these that agree with the teacher's answer
     * @param meanPoints mean of their points
     */
    public record Answered(int step, int samples, int correct, double meanPoints) {}
}
