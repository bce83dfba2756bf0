package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The outer loop (soar.md section 2).
 *
 * @param steps T
 * @param sets g, question sets an outer step
 * @param questions n, questions a set
 * @param repeats r, student runs a set
 * @param rewardQuestions M
 * @param tau promotion when the moving average is above it; rewards lie in -1..1, so 1 never promotes
 * @param window m, outer steps the moving average covers
 * @param maxAttempts completions sampled at most for one accepted question, before the run gives up
 * @param teacherRewards what the teacher is taught with
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
    /** Which rewards reach the teacher; promotion always goes by the measured ones. */
    public enum TeacherRewards {
        /** R[k] as measured. */
        MEASURED,
        /** A negative control: each outer step's R[k] in random order, so that they say nothing about the sets. */
        SHUFFLED
    }

    /** The same with other rewards for the teacher. */
    public OuterSettings with(TeacherRewards rewards) {
        return new OuterSettings(steps, sets, questions, repeats, rewardQuestions, tau, window, maxAttempts, rewards);
    }

    public static OuterSettings defaults() {
        return new OuterSettings(200, 4, 64, 4, 64, 0.01, 3, 64, TeacherRewards.MEASURED);
    }
}
