package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * The loss of one optimizer step.
 *
 * @param kl the KL term
 * @param aggregation of token sums
 * @param fixedLength the divisor of {@code FIXED_LENGTH}, tokens
 * @param importance correction w_t
 * @param importanceCap upper limit of a truncated w_t
 * @param maxGradNorm gradients of a larger L2 norm are scaled down to it
 * @param mismatchLimit a step whose mean |sampler - trainer log-probability| exceeds it is refused
 * @param maskTruncated whether completions cut off at the limit are left out of the loss
 */
public record LossSettings(
        @NotNull @Valid KlSettings kl,
        @NotNull Aggregation aggregation,
        @Positive @Max(1048576) @Setting(unit = "tokens") int fixedLength,
        @NotNull Importance importance,
        @Positive @DecimalMax("1000000") double importanceCap,
        @Positive @DecimalMax("1000000") double maxGradNorm,
        @Positive @DecimalMax("1000000") double mismatchLimit,
        boolean maskTruncated) {

    public static LossSettings defaults() {
        return new LossSettings(
                KlSettings.defaults(), Aggregation.SEQUENCE_SUM, 1024, Importance.NONE, 2.0, 1.0, 1e-4, false);
    }

    /** The same without a KL term. */
    LossSettings withoutKl() {
        return new LossSettings(
                kl.none(),
                aggregation,
                fixedLength,
                importance,
                importanceCap,
                maxGradNorm,
                mismatchLimit,
                maskTruncated);
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
        /** w_t is 1. */
        NONE,
        /** The ratio of the trainer's to the sampler's probability of a token, cut off at the cap. */
        TRUNCATED
    }
}
