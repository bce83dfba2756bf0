package dev.cairn.ports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one optimizer step.
 *
 * @param loss the whole loss L
 * @param kl (1/N) sum over sequences and tokens of kl_t, before the coefficient; null where it was not measured:
 *     coefficient 0, placement REWARD, or a skipped step
 * @param entropy mean entropy of the next-token distribution over completion tokens, nats
 * @param gradientNorm L2 norm before clipping
 * @param clipped whether the norm was above the limit
 * @param skipped whether all advantages were zero, so that no optimizer step was taken
 * @param mismatchMean mean |sampler - trainer log-probability| over completion tokens, before the step
 * @param mismatchMax largest |sampler - trainer log-probability|
 * @param tokens completion tokens in the batch
 * @param seconds duration of the step, in seconds
 * @param metrics further figures by name, which are stored as points of a series
 */
public record StepReport(
        double loss,
        @Nullable Double kl,
        double entropy,
        double gradientNorm,
        boolean clipped,
        boolean skipped,
        double mismatchMean,
        double mismatchMax,
        long tokens,
        double seconds,
        Map<String, Double> metrics) {
    public StepReport {
        metrics = StepMetrics.checked(metrics);
    }

    /** Without further figures. */
    public StepReport(
            double loss,
            @Nullable Double kl,
            double entropy,
            double gradientNorm,
            boolean clipped,
            boolean skipped,
            double mismatchMean,
            double mismatchMax,
            long tokens,
            double seconds) {
        this(loss, kl, entropy, gradientNorm, clipped, skipped, mismatchMean, mismatchMax, tokens, seconds, Map.of());
    }
}
