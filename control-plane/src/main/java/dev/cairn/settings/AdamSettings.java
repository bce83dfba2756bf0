package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The constants of AdamW.
 *
 * @param beta1 decay of the mean of the gradients
 * @param beta2 decay of the mean of the squared gradients
 * @param epsilon added to the divisor of an update
 * @param weightDecay decoupled from the gradient, multiplied by the learning rate
 */
public record AdamSettings(
        @DecimalMin("0") @DecimalMax(value = "1", inclusive = false)
        double beta1,

        @DecimalMin("0") @DecimalMax(value = "1", inclusive = false)
        double beta2,

        @Positive @DecimalMax("1") double epsilon,
        @PositiveOrZero @DecimalMax("1000") double weightDecay) {
    public static AdamSettings defaults() {
        return new AdamSettings(0.9, 0.999, 1e-8, 0);
    }
}
