package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The outer loop.
 *
 * @param steps T, outer steps in all
 * @param sets g, question sets per outer step
 * @param questions n, questions per set
 * @param repeats r, student runs per set
 * @param rewardQuestions M, reward questions per outer step
 * @param tau a student is promoted if the moving average is above it; rewards are in -1..1, so 1 never promotes
 * @param window m, number of outer steps in the moving average
 * @param maxAttempts limit on sampled completions per accepted question, after which the run fails
 * @param teacherRewards the rewards of the teacher's update
 */
public record OuterSettings(
        @Min(1) @Max(100000) int steps,
        @Min(2) @Max(1024) int sets,
        @Min(1) @Max(65536) int questions,
        @Min(1) @Max(1024) int repeats,
        @Min(1) @Max(65536) int rewardQuestions,
        @DecimalMin("-1") @DecimalMax("1") double tau,
        @Min(1) @Max(1000) int window,
        @Min(1) @Max(100000) int maxAttempts,
        @NotNull TeacherRewards teacherRewards) {
    /** The rewards of the teacher's update. Promotion always uses the measured ones. */
    public enum TeacherRewards {
        /** R[k] as measured. */
        MEASURED,
        /**
         * A negative control: each outer step's R[k] in random order, so that they carry no information about the sets.
         */
        SHUFFLED
    }

    /** These settings with other rewards for the teacher. */
    public OuterSettings with(TeacherRewards rewards) {
        return new OuterSettings(steps, sets, questions, repeats, rewardQuestions, tau, window, maxAttempts, rewards);
    }

    public static OuterSettings defaults() {
        return new OuterSettings(200, 4, 64, 4, 64, 0.01, 3, 64, TeacherRewards.MEASURED);
    }
}
