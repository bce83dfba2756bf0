package dev.cairn.results;

import dev.cairn.settings.OuterSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outer step as far as it is committed; parts that are not committed yet are absent.
 *
 * @param outerStep t, from 0
 * @param rewardKind what the reward of a set measures
 * @param accepted number of accepted teacher completions; in two turns a question and its answer count once, here and below
 * @param attempts number of teacher completions sampled, accepted or not
 * @param rejected number of rejected teacher completions, by reason
 * @param multipleQuestions accepted completions with more than one question; absent if it was not counted
 * @param duplicateQuestions questions whose text occurs earlier in their own set; absent if it was not counted
 * @param baselineCorrect number of reward questions that the baseline solved
 * @param rewardQuestions M
 * @param rewards R[k,j], one list per set, null while the trial is not committed; empty lists where no students are
 *     trained. Of sets that race, the students before the race and those that are committed: lists of different lengths
 * @param setRewards R[k]
 * @param meanReward R̂
 * @param movingAverage R̄; absent while its window is not full
 * @param lowerBound lower end of R̄'s interval, which decides instead of it; absent unless promotion asks for a confidence
 * @param promotions number of promotions so far, including this step's
 * @param advantages A[k]
 */
public record OuterStepView(
        int outerStep,
        OuterSettings.Reward rewardKind,
        int accepted,
        int attempts,
        Map<String, Integer> rejected,
        @Nullable Integer multipleQuestions,
        @Nullable Integer duplicateQuestions,
        @Nullable Integer baselineCorrect,
        @Nullable Integer rewardQuestions,
        List<List<@Nullable Double>> rewards,
        @Nullable List<Double> setRewards,
        @Nullable Double meanReward,
        @Nullable Double movingAverage,
        @Nullable Double lowerBound,
        @Nullable Double tau,
        @Nullable Integer bestSet,
        @Nullable Integer medianRepeat,
        @Nullable Boolean promoted,
        @Nullable Integer promotions,
        @Nullable List<Double> advantages,
        @Nullable TeacherStep teacherStep) {

    /** The teacher's optimizer step, one per outer step. */
    public record TeacherStep(
            double learningRate,
            double loss,
            @Nullable Double kl,
            double entropy,
            double gradientNorm,
            boolean clipped,
            boolean skipped,
            double mismatchMean) {}

    /**
     * One trial.
     *
     * @param outerStep t, from 0
     * @param set k, from 0
     * @param repeat j, from 0
     * @param correct number of reward questions solved
     * @param reward R[k,j]
     * @param outcomes the outcome on each reward question
     * @param steps its optimizer steps
     */
    public record TrialView(
            int outerStep,
            int set,
            int repeat,
            int correct,
            double reward,
            String studentSha256,
            List<QuestionOutcome> outcomes,
            List<TrainingStepView> steps) {

        /**
         * The baseline's and the student's outcome on one reward question.
         *
         * @param question its text; absent if the problem is no longer in the experiment's problem set
         * @param answer the reference answer
         */
        public record QuestionOutcome(
                String problemId,
                @Nullable String question,
                @Nullable String answer,
                boolean baselineCorrect,
                boolean correct) {}
    }

    /**
     * A question set with its questions.
     *
     * @param set k, from 0
     * @param reward R[k]
     * @param advantage A[k]
     */
    public record SetView(
            int set, @Nullable Double reward, @Nullable Double advantage, List<Question> questions) {
        /** One question as the teacher wrote it. */
        public record Question(int index, String question, String answer) {}
    }
}
