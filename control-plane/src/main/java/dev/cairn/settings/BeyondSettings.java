package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/**
 * What the outer loop can do beyond the paper; by default it does none of it.
 *
 * @param promotionConfidence if it is not 0, a student is promoted only if the lower bound of the moving average is above
 *     tau: the lower end of its bootstrap interval at this one-sided confidence level; 0, or 0.5 to 0.999
 * @param maxSimilarity a teacher's question is rejected and sampled again if its ROUGE-L with an earlier question of its set
 *     is above this, also when questions are sampled for other methods; symbols count as words; 0.99 rejects near copies
 *     only, 1 rejects none
 */
public record BeyondSettings(
        @NotNull @Valid RacingSettings racing,
        @NotNull @Valid EarlyStopSettings earlyStop,

        @DecimalMin("0") @DecimalMax("0.999") double promotionConfidence,

        @DecimalMin("0") @DecimalMax("1") double maxSimilarity) {
    public static BeyondSettings defaults() {
        return new BeyondSettings(RacingSettings.defaults(), EarlyStopSettings.defaults(), 0, 1);
    }
}
