package dev.cairn.settings;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.stream.IntStream;

/**
 * SeRL: a student on questions that the untrained student writes after examples from the hard train half, and answers
 * by majority (arXiv 2505.20347; there before every step, here once).
 *
 * @param enabled whether it is part of the experiment
 * @param prompt the prompt for one question, a template with {@code {examples}} in place of the numbered examples
 * @param examples hard problems shown in each prompt, drawn at random
 * @param votes answers to each question; the one that most of them agree with is its reference answer
 * @param minAgreement a question is rejected if a smaller share of its answers agrees
 * @param maxAgreement a question is rejected if a larger share of its answers agrees
 * @param maxSimilarity a question is rejected if its ROUGE-L with a problem of the hard train half, an accepted question or
 *     an earlier one of the same round is higher; with 1 none is
 */
public record SerlSettings(
        boolean enabled,
        @NotBlank String prompt,

        @Min(0) @Max(64) @Setting(unit = "problems") int examples,

        @Min(2) @Max(256) @Setting(unit = "completions") int votes,

        @DecimalMin("0") @DecimalMax("1") double minAgreement,

        @DecimalMin("0") @DecimalMax("1") double maxAgreement,

        @DecimalMin("0") @DecimalMax("1") double maxSimilarity) {
    /** What a prompt has in place of its examples. */
    public static final String EXAMPLES = "{examples}";

    /** Whether some number of agreeing answers lets a question through. */
    public boolean acceptsAny() {
        return IntStream.rangeClosed(1, votes)
                .mapToDouble(agreeing -> agreeing / (double) votes)
                .anyMatch(share -> share >= minAgreement && share <= maxAgreement);
    }
}
