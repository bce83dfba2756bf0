package dev.cairn.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What the outer loop can do beyond the paper; by default it does none of it.
 *
 * @param promotionConfidence if it is not 0, a student is promoted only if the lower bound of the moving average is above
 *     tau: the lower end of its bootstrap interval at this one-sided confidence level; 0, or 0.5 to 0.999
 * @param maxSimilarity a teacher's question is rejected and sampled again if its ROUGE-L with an earlier question of its set
 *     is above this, also when questions are sampled for other methods; symbols count as words; 0.99 rejects near copies
 *     only, 1 rejects none
 * @param referenceCompletion with {@code soar.outer.reward} = {@code ALIGNMENT}, the right completion of a reward question,
 *     with {@code {answer}} in place of its answer; it follows the student's prompt, and no end of text is added to it
 */
public record BeyondSettings(
        @NotNull @Valid RacingSettings racing,
        @NotNull @Valid EarlyStopSettings earlyStop,

        @DecimalMin("0") @DecimalMax("0.999") double promotionConfidence,

        @DecimalMin("0") @DecimalMax("1") double maxSimilarity,

        @NotBlank @Pattern(regexp = "(?s).*\\{answer\\}.*", message = "must contain {answer}")
        String referenceCompletion) {
    /** What a reference completion has in place of the answer. */
    public static final String ANSWER = "{answer}";

    public static BeyondSettings defaults() {
        return new BeyondSettings(RacingSettings.defaults(), EarlyStopSettings.defaults(), 0, 1, " \\boxed{{answer}}");
    }
}
