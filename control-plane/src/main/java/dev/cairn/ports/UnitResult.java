package dev.cairn.ports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a unit leaves for later units; one record a kind of unit, stored as JSON. */
public sealed interface UnitResult {
    /** {@code init}: teacher v0 and student v0, both with B = 0; runs without an outer loop have no teacher. */
    record Initial(@Nullable Checkpoint teacher, Checkpoint student) implements UnitResult {}

    /**
     * {@code t/write}: the accepted questions of a teacher in order, g*n of them in an outer step; question i belongs to set {@code i / n}.
     *
     * @param completions the accepted completions' ids and log-probabilities, same order
     * @param rejected completions rejected, by reason
     * @param attempts completions sampled in all
     * @param counts of several and repeated questions; absent in steps from before they were counted
     */
    record Written(
            List<WrittenQuestion> questions,
            CompletionFiles.Stored completions,
            Map<Rejection, Integer> rejected,
            int attempts,
            @Nullable QuestionCounts counts)
            implements UnitResult {}

    /**
     * {@code t/baseline}: Q_R and how the baseline student did on it.
     *
     * @param student who was scored
     * @param problems ids of the M reward questions, in order
     * @param correct outcome of each
     */
    record Baseline(PolicyRef student, List<String> problems, List<Boolean> correct) implements UnitResult {}

    /**
     * {@code t/trial/k/j}: one student run.
     *
     * @param start the baseline whose tensors it started from
     * @param correct outcome on each reward question, in Q_R's order
     * @param reward R[k,j]
     */
    record Trial(
            int k,
            int j,
            PolicyRef start,
            Checkpoint student,
            List<InnerStep> steps,
            List<Boolean> correct,
            double reward)
            implements UnitResult {}

    /**
     * {@code t/promote}: the decision, promoted or not.
     *
     * @param setRewards R[k]
     * @param meanReward Rhat
     * @param movingAverage Rbar, absent while the window is not full
     * @param window the last values of Rhat that Rbar averaged, oldest first, before a promotion empties it
     * @param bestSet k*
     * @param medianRepeat the repeat of k* whose reward is the (lower) median
     * @param promoted whether Rbar is above tau
     * @param student the baseline from now on
     * @param promotions how many there have been, this one included
     */
    record Decision(
            List<Double> setRewards,
            double meanReward,
            @Nullable Double movingAverage,
            List<Double> window,
            int bestSet,
            int medianRepeat,
            boolean promoted,
            Checkpoint student,
            int promotions)
            implements UnitResult {}

    /** {@code t/teach}: the teacher after its update; {@code advantages} is A[k]. */
    record Taught(Checkpoint teacher, List<Double> advantages, double learningRate, StepReport report)
            implements UnitResult {}

    /** {@code screen/b}: how many of k samples were right, for each problem of a block. */
    record Screened(List<ProblemScore> scores) implements UnitResult {}

    /**
     * {@code split}: the hard set's halves, problem ids in the order drawn.
     *
     * @param screened problems that were screened
     * @param tooLong problems set aside before, because prompt and completion together may exceed the model's length
     */
    record Split(List<String> train, List<String> test, int screened, int tooLong) implements UnitResult {}

    /** {@code stretch/i} of a train run: policy and optimizer at its edge. */
    record Stretch(Checkpoint student, int firstStep, List<InnerStep> steps) implements UnitResult {}

    /** {@code evaluate/b}: how many of n samples were right, for each problem of a block. */
    record Evaluated(List<ProblemScore> scores) implements UnitResult {}

    /** {@code total}: pass@k over all problems, by k. */
    record Total(Map<Integer, Double> passAtK, int problems, int samples, double truncatedShare)
            implements UnitResult {}

    /** A question as the teacher wrote it. */
    record WrittenQuestion(int index, String question, String answer) {}

    /** One optimizer step of a student. */
    record InnerStep(int step, double learningRate, double meanReward, double correctShare, StepReport report) {}

    /** Outcomes on one problem: {@code correct} of {@code samples}, and how many were truncated. */
    record ProblemScore(String problem, int samples, int correct, int truncated) {}
}
