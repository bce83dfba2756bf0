package dev.cairn.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outer step as far as it is committed; what is still open is absent.
 *
 * @param outerStep t, from 0
 * @param accepted teacher completions
 * @param attempts teacher completions sampled in all
 * @param rejected by reason
 * @param multipleQuestions accepted completions with more than one question; absent where it was not counted
 * @param duplicateQuestions questions whose text stands earlier in their own set; absent where it was not counted
 * @param baselineCorrect of the reward questions, by the baseline
 * @param rewardQuestions M
 * @param rewards R[k,j], one list a set, null where the trial is open
 * @param setRewards R[k]
 * @param meanReward Rhat
 * @param movingAverage Rbar; absent while its window is not full
 * @param promotions so far, this step's included
 * @param advantages A[k]
 */
public record OuterStepView(
        int outerStep,
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
        @Nullable Double tau,
        @Nullable Integer bestSet,
        @Nullable Integer medianRepeat,
        @Nullable Boolean promoted,
        @Nullable Integer promotions,
        @Nullable List<Double> advantages,
        @Nullable TeacherStep teacherStep) {

    /** The teacher's one optimizer step. */
    public record TeacherStep(
            double learningRate,
            double loss,
            @Nullable Double kl,
            double gradientNorm,
            boolean clipped,
            boolean skipped,
            double mismatchMean) {}
}
