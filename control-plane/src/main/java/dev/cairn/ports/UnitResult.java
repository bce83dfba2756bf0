package dev.cairn.ports;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit's result, which later units read: one record per kind of unit, stored as JSON. */
public sealed interface UnitResult {
    /** {@code init}: teacher v0 and student v0, both with B = 0. Runs without an outer loop have no teacher. */
    record Initial(@Nullable Checkpoint teacher, Checkpoint student) implements UnitResult {}

    /**
     * {@code t/write}: the teacher's accepted questions in order, g*n per outer step. Question i belongs to set
     * {@code i / n}.
     *
     * @param completions token ids and log-probabilities of the accepted completions, in the same order; in two turns each
     *     question is followed by its answer
     * @param rejected completions rejected, by reason; in two turns question and answer count once
     * @param attempts number of completions sampled, accepted or not; in two turns question and answer count once
     * @param counts counts of several and repeated questions; absent in old steps, which were not counted
     */
    record Written(
            List<WrittenQuestion> questions,
            CompletionFiles.Stored completions,
            Map<Rejection, Integer> rejected,
            int attempts,
            @Nullable QuestionCounts counts)
            implements UnitResult {}

    /**
     * {@code t/baseline}: Q_R and the baseline student's answers to it.
     *
     * @param student the baseline student
     * @param problems ids of the M reward questions of Q_R, in order
     * @param correct outcome on each of them, in the same order
     */
    record Baseline(PolicyRef student, List<String> problems, List<Boolean> correct) implements UnitResult {}

    /**
     * {@code t/trial/k/j}: one student run.
     *
     * @param start the baseline whose tensors it started from, also the one its reward is measured against
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
     * {@code t/learnability/k}: a student's answers to the questions of X_k, where these are the set's reward.
     *
     * @param student the student that was asked
     * @param samples its answers to each question
     * @param correct how many of them matched the teacher's answer, in the questions' order
     * @param reward R[k], the mean of the questions' learnability
     */
    record Learnability(int k, PolicyRef student, int samples, List<Integer> correct, double reward)
            implements UnitResult {}

    /**
     * {@code t/alignment}: a student's answers to the questions of all sets, whose gradients are the sets' rewards.
     *
     * @param student the student that was asked
     * @param problems ids of the M reward questions of Q_R, in order, whose reference completions give the direction
     * @param samples answers to each of the teacher's questions
     * @param correct per set, how many of them matched the teacher's answer, in the questions' order
     * @param rewards R[k], the cosine between the gradient on X_k and that on the reference completions
     */
    record Aligned(
            PolicyRef student, List<String> problems, int samples, List<List<Integer>> correct, List<Double> rewards)
            implements UnitResult {}

    /**
     * {@code t/promote}: the promotion decision; without students to promote, the rewards alone.
     *
     * @param setRewards R[k]
     * @param meanReward R̂
     * @param movingAverage R̄; absent while the window is not full
     * @param lowerBound lower end of R̄'s interval, which must be above tau; absent unless promotion asks for a confidence
     * @param window the last values of R̂, which R̄ averages, oldest first, before a promotion empties the window
     * @param bestSet k*
     * @param medianRepeat the repeat j of k* with the (lower) median reward; absent without students to promote
     * @param promoted whether R̄ is above tau, or its lower bound if that is asked for
     * @param student the baseline from now on
     * @param promotions number of promotions so far, including this one
     */
    record Decision(
            List<Double> setRewards,
            double meanReward,
            @Nullable Double movingAverage,
            @Nullable Double lowerBound,
            List<Double> window,
            int bestSet,
            @Nullable Integer medianRepeat,
            boolean promoted,
            Checkpoint student,
            int promotions)
            implements UnitResult {}

    /** {@code t/teach}: the teacher after its update; {@code advantages} is A[k]. */
    record Taught(Checkpoint teacher, List<Double> advantages, double learningRate, StepReport report)
            implements UnitResult {}

    /** {@code screen/b}: how many of k samples were correct, for each problem of a block. */
    record Screened(List<ProblemScore> scores) implements UnitResult {}

    /**
     * {@code split}: the halves of the hard problems, as ids in the order drawn.
     *
     * @param screened number of problems screened
     * @param tooLong number of problems left out, because prompt and completion together may exceed the model's length
     */
    record Split(List<String> train, List<String> test, int screened, int tooLong) implements UnitResult {}

    /**
     * {@code sample/b}: a block of questions that a teacher wrote outside the outer loop, or that the untrained student wrote.
     *
     * @param questions in order; their indices count over all blocks
     * @param rejected completions rejected, by reason
     * @param attempts number of completions sampled, accepted or not; in two turns question and answer count once
     * @param counts counts of several and repeated questions, within the block
     * @param votes of the student's questions; absent for a teacher's, which answers its own
     */
    record Sampled(
            List<WrittenQuestion> questions,
            Map<Rejection, Integer> rejected,
            int attempts,
            QuestionCounts counts,
            @Nullable Votes votes)
            implements UnitResult {}

    /**
     * How far the answers to questions agree.
     *
     * @param answers number of answers to each question
     * @param agreeing for each question, how many of them agree with its reference answer
     */
    record Votes(int answers, List<Integer> agreeing) {}

    /** {@code segment/i} of a train run: policy and optimizer after its steps. */
    record Segment(Checkpoint student, int firstStep, List<InnerStep> steps) implements UnitResult {}

    /**
     * {@code candidate/i}: a promoted student's greedy answers to the hard train half; i counts in the order of promotions.
     *
     * @param outerStep in which it was promoted
     * @param problems ids of the train half, in order
     * @param correct outcome on each of them, in the same order
     */
    record Candidate(int outerStep, PolicyRef student, List<String> problems, List<Boolean> correct)
            implements UnitResult {}

    /** {@code choose}: the promoted student that is evaluated, and the outer step in which it was promoted. */
    record Choice(int outerStep, PolicyRef student) implements UnitResult {}

    /**
     * {@code evaluate/b}: how many of n samples were correct, for each problem of a block. If several versions of a
     * student are evaluated, or one with several inference seeds, the blocks of the first come first.
     *
     * @param step of the student's training after which it was kept; 0 for a policy as its run left it
     * @param inferenceSeed which of {@code evaluate.inferenceSeeds}, from 0
     */
    record Evaluated(int step, int inferenceSeed, List<ProblemScore> scores) implements UnitResult {}

    /**
     * {@code total}: pass@k over all problems, by k, as a mean over the versions of the student and the inference seeds.
     *
     * @param deviations sample standard deviation of pass@k over inference seeds, by k; absent with one
     * @param samples completions per problem, version and inference seed
     */
    record Total(
            Map<Integer, Double> passAtK,
            @Nullable Map<Integer, Double> deviations,
            int problems,
            int samples,
            double truncatedShare)
            implements UnitResult {}

    /** A question as the teacher wrote it. */
    record WrittenQuestion(int index, String question, String answer) {}

    /** One optimizer step of a student. */
    record InnerStep(int step, double learningRate, double meanReward, double correctShare, StepReport report) {}

    /** Outcomes on one problem: {@code correct} of {@code samples}, and how many were truncated. */
    record ProblemScore(String problem, int samples, int correct, int truncated) {}
}
