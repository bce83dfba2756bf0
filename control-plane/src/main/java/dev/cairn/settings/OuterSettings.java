package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The outer loop.
 *
 * @param steps outer steps in all
 * @param sets question sets per outer step
 * @param questions questions per set
 * @param repeats students per set; if {@code soar.beyond.racing.repeats} is above 0, at most this many
 * @param rewardQuestions reward questions per outer step
 * @param tau a student is promoted if the moving average is above this; if {@code soar.beyond.promotionConfidence} is not 0,
 *     its lower bound must be; rewards are in -1..1, so 1 never promotes
 * @param window number of outer steps in the moving average
 * @param maxAttempts limit on sampled completions per accepted question, after which the run fails; in two turns a question and its
 *     answer count once
 * @param teacherRewards which rewards the teacher learns from: as measured, standardised, or shuffled
 * @param reward what the reward of a question set measures
 * @param learnabilitySamples with {@code LEARNABILITY} or {@code ALIGNMENT}, answers of the student to each question
 */
public record OuterSettings(
        @Min(1) @Max(100000) @Setting(symbol = "T", unit = "outer steps")
        int steps,

        @Min(2) @Max(1024) @Setting(symbol = "g", unit = "sets")
        int sets,

        @Min(1) @Max(65536) @Setting(symbol = "n", unit = "questions")
        int questions,

        @Min(1) @Max(1024) @Setting(symbol = "r", unit = "students")
        int repeats,

        @Min(1) @Max(65536) @Setting(symbol = "M", unit = "problems")
        int rewardQuestions,

        @DecimalMin("-1") @DecimalMax("1") @Setting(symbol = "τ")
        double tau,

        @Min(1) @Max(1000) @Setting(symbol = "m", unit = "outer steps")
        int window,

        @Min(1) @Max(100000) @Setting(unit = "completions") int maxAttempts,
        @NotNull TeacherRewards teacherRewards,
        @NotNull Reward reward,

        @Min(1) @Max(4096) @Setting(unit = "completions") int learnabilitySamples) {
    /** The rewards of the teacher's update. Promotion always uses the measured ones. */
    public enum TeacherRewards {
        /** R[k] as measured. */
        MEASURED,
        /**
         * Beyond the paper: R[k] minus their mean, divided by their sample standard deviation over the sets; all 0 if they
         * are equal. Leave-one-out advantages are taken of these.
         */
        STANDARDISED,
        /**
         * A negative control: each outer step's R[k] in random order, so that they carry no information about the sets.
         */
        SHUFFLED
    }

    /** What the reward of a question set measures. */
    public enum Reward {
        /** R[k]: what students that train on the set gain on the hard train half. */
        GROUNDED,
        /**
         * Intrinsic-T: how learnable the set's questions are for the student. A question counts 0 if none of the
         * student's answers matches the teacher's, else the share that does not match. No student is trained or
         * promoted in the outer loop, so {@code repeats}, {@code rewardQuestions} and {@code tau} have no effect.
         */
        LEARNABILITY,
        /**
         * Beyond the paper, Aligned-T: whether training on the set would move the untrained student towards right answers
         * to the reward questions. It is the cosine between two gradients: that of the student's loss on its own answers
         * to the set's questions, and that of the likelihood of {@code soar.beyond.referenceCompletion}. No student is
         * trained or promoted in the outer loop, so {@code repeats} and {@code tau} have no effect.
         */
        ALIGNMENT;

        /** Whether students train on the question sets. */
        public boolean trainsStudents() {
            return this == GROUNDED;
        }

        /** The same for the name in a stored spec, which is empty if the spec has no outer loop. */
        public static boolean trainsStudents(String stored) {
            return stored.isEmpty() || valueOf(stored).trainsStudents();
        }
    }

    /** Whether students train on the question sets, so that one of them may be promoted. */
    public boolean trainsStudents() {
        return reward.trainsStudents();
    }

    /** Reward questions that are drawn from the train half in each outer step. */
    public int drawnRewardQuestions() {
        return reward == Reward.LEARNABILITY ? 0 : rewardQuestions;
    }

    /** These settings with other rewards for the teacher. */
    public OuterSettings with(TeacherRewards rewards) {
        return new OuterSettings(
                steps,
                sets,
                questions,
                repeats,
                rewardQuestions,
                tau,
                window,
                maxAttempts,
                rewards,
                reward,
                learnabilitySamples);
    }

    public static OuterSettings defaults() {
        return new OuterSettings(200, 4, 64, 4, 64, 0.01, 3, 64, TeacherRewards.MEASURED, Reward.GROUNDED, 32);
    }
}
