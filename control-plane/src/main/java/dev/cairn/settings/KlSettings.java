package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The KL term that keeps a policy near a reference; {@link SettingsCheck} says which combinations are
 * allowed.
 *
 * @param coefficient multiplies the KL; 0 for no KL at all
 * @param estimator of the KL from sampled tokens
 * @param placement where the term is applied
 * @param reference the distribution the KL is taken against
 */
public record KlSettings(
        @PositiveOrZero @DecimalMax("1000") double coefficient,
        @NotNull KlEstimator estimator,
        @NotNull KlPlacement placement,
        @NotNull KlReference reference) {
    public static KlSettings defaults() {
        return new KlSettings(0.001, KlEstimator.K2, KlPlacement.LOSS, KlReference.BASE);
    }

    /** No KL at all. */
    KlSettings none() {
        return new KlSettings(0, estimator, placement, reference);
    }

    /** Schulman, "Approximating KL Divergence", with d = log pi - log ref of a sampled token. */
    public enum KlEstimator {
        /** d; only {@link KlPlacement#REWARD}, since its gradient as a loss has mean zero. */
        K1,
        /** d^2 / 2; only {@link KlPlacement#LOSS}. */
        K2,
        /** exp(-d) - 1 + d; only {@link KlPlacement#LOSS}. */
        K3
    }

    public enum KlPlacement {
        /** Added to the loss. */
        LOSS,
        /** Subtracted from the scaled reward before advantages; students only. */
        REWARD
    }

    public enum KlReference {
        /** The base model, without an adapter. */
        BASE,
        /** The student that the trial started from; students only. */
        BASELINE
    }

    /** Whether the term is subtracted from rewards. */
    public boolean penalisesReward() {
        return switch (placement) {
            case LOSS -> false;
            case REWARD -> coefficient > 0;
        };
    }

    /** Whether log-probabilities of the baseline are needed. */
    public boolean needsBaseline() {
        return switch (reference) {
            case BASE -> false;
            case BASELINE -> coefficient > 0;
        };
    }
}
