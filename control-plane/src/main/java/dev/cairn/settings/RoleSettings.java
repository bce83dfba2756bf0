package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * How one role, teacher or student, is sampled and trained.
 *
 * @param learningRate peak rate
 * @param warmup linear warm-up steps of the schedule
 * @param maxTokens limit on the tokens of a completion
 * @param temperature of the sampler, which engines take up to 2; the trainer divides logits by it too
 * @param rewardScale multiplies rewards (a student's: the points 120, 20, 10, 0) before advantages
 */
public record RoleSettings(
        @PositiveOrZero @DecimalMax("1000") double learningRate,

        @Min(0) @Max(1000000) @Setting(unit = "optimizer steps")
        int warmup,

        @Min(1) @Max(131072) @Setting(unit = "tokens") int maxTokens,
        @DecimalMin("0.01") @DecimalMax("2") double temperature,
        @Positive @DecimalMax("1000000") double rewardScale,
        @NotNull @Valid LossSettings loss) {

    /** The same without a KL term, in loss and reward. */
    public RoleSettings withoutKl() {
        return new RoleSettings(learningRate, warmup, maxTokens, temperature, rewardScale, loss.withoutKl());
    }

    public static RoleSettings teacherDefaults() {
        return new RoleSettings(1e-4, 20, 512, 1, 1, LossSettings.defaults());
    }

    public static RoleSettings studentDefaults() {
        return new RoleSettings(1e-4, 0, 1024, 1, 1, LossSettings.defaults());
    }
}
