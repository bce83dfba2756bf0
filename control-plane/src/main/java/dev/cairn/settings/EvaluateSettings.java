package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * The pass@k evaluation.
 *
 * @param samples completions per problem
 * @param problems at most so many of the held-out problems, in their (random) order; 0 for none
 * @param blockProblems problems per unit
 * @param inferenceSeeds how often each policy answers all problems, each time with other seeds; scores are means over them
 * @param promoted which of the promoted students is evaluated
 * @param checkpoints which versions of a method's student are evaluated
 * @param window with {@code FLAT_WINDOW}, how the steps are chosen
 * @param step with {@code FIXED_STEP}, the student is evaluated after so many steps; a multiple of 10, since its adapter
 *     is kept every 10
 */
public record EvaluateSettings(
        @Min(1) @Max(65536) @Setting(symbol = "n", unit = "completions")
        int samples,

        @Min(0) @Setting(unit = "problems") int problems,
        @Min(1) @Max(65536) @Setting(unit = "problems") int blockProblems,
        @Min(1) @Max(1024) @Setting(unit = "seeds") int inferenceSeeds,
        @NotNull Promoted promoted,
        @NotNull Checkpoints checkpoints,
        @NotNull @Valid WindowSettings window,

        @Min(1) @Max(1000000) @Setting(unit = "optimizer steps")
        int step) {
    /** The step after which the paper evaluates students on OlympiadBench. */
    public static final int DEFAULT_STEP = 50;

    /** Which versions of a method's student are evaluated. */
    public enum Checkpoints {
        /** The student after its last step. */
        LAST,
        /** Several, from the step at which the training reward stops rising (the paper). Scores are means over them. */
        FLAT_WINDOW,
        /** The student after {@code step} steps of its training (the paper on OlympiadBench). */
        FIXED_STEP
    }

    /** Which of the promoted students is evaluated. */
    public enum Promoted {
        /** The student that was promoted last. */
        LAST,
        /** The one that solves most problems of the hard train half, from which reward questions are drawn too (the paper's SOAR-PS). */
        BEST_ON_TRAIN
    }

    public static EvaluateSettings defaults() {
        return last(32, 200, 50);
    }

    /** Of policies as their runs leave them. */
    public static EvaluateSettings last(int samples, int problems, int blockProblems) {
        return new EvaluateSettings(
                samples,
                problems,
                blockProblems,
                1,
                Promoted.LAST,
                Checkpoints.LAST,
                WindowSettings.defaults(),
                DEFAULT_STEP);
    }

    /** Number of versions of a method's student that are evaluated, at most. */
    public int versions() {
        return switch (checkpoints) {
            case LAST, FIXED_STEP -> 1;
            case FLAT_WINDOW -> window.evaluations();
        };
    }
}
