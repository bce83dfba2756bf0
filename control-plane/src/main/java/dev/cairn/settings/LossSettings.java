package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The loss of soar.md section 3.
 *
 * @param beta KL coefficient
 * @param estimator of the KL; {@code K1_REWARD} is subtracted from the reward before advantages, students only
 * @param reference the distribution the KL is taken against
 * @param aggregation of token sums
 * @param fixedLength the divisor of {@code FIXED_LENGTH}, tokens
 * @param importance correction w_t
 * @param importanceCap upper limit of a truncated w_t
 * @param clip limit on the gradient's L2 norm
 * @param temperature the sampler's, which engines take up to 2; logits are divided by it
 * @param mismatchLimit a step whose mean |sampler - trainer log-probability| exceeds it is refused
 * @param maskTruncated whether completions cut off at the limit are left out of the loss
 */
public record LossSettings(
        @PositiveOrZero @DecimalMax("1000") double beta,
        @NotNull KlEstimator estimator,
        @NotNull KlReference reference,
        @NotNull Aggregation aggregation,
        @Positive @Max(1048576) int fixedLength,
        @NotNull Importance importance,
        @Positive @DecimalMax("1000000") double importanceCap,
        @Positive @DecimalMax("1000000") double clip,
        @DecimalMin("0.01") @DecimalMax("2") double temperature,
        @Positive @DecimalMax("1000000") double mismatchLimit,
        boolean maskTruncated) {

    public static LossSettings defaults() {
        return new LossSettings(
                0.001,
                KlEstimator.K2,
                KlReference.BASE,
                Aggregation.SEQUENCE_SUM,
                1024,
                Importance.NONE,
                2.0,
                1.0,
                1.0,
                1e-4,
                false);
    }

    public enum KlEstimator {
        K1_REWARD,
        K2,
        K3
    }

    public enum KlReference {
        BASE,
        BASELINE
    }

    /** How per-token terms are reduced to one number. */
    public enum Aggregation {
        /** (1/N) sum over sequences of the sum over tokens. */
        SEQUENCE_SUM,
        /** The sum over all tokens of the batch divided by their number. */
        TOKEN_MEAN,
        /** (1/N) sum over sequences of the sum over tokens divided by a fixed length. */
        FIXED_LENGTH
    }

    public enum Importance {
        NONE,
        TRUNCATED
    }
}
