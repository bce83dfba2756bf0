package dev.cairn.rest.problems;

import dev.cairn.verdicts.VerdictQuery;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs and completions to judge.
 *
 * @param items at most 1,000
 */
record VerdictsRequest(
        @NotNull @Size(min = 1, max = 1000, message = "must have 1 to 1000 items")
        List<@Valid @NotNull(message = "is null; it must be an object") Item> items) {
    /**
     * One item to judge: {@code reference} and either {@code answer} or {@code completion}.
     *
     * @param id returned with the verdict
     * @param tolerance how far a number may be from the reference
     */
    public record Item(
            @Nullable @Size(max = 200, message = "must have at most {max} characters")
            String id,

            @NotNull @Size(max = VerdictQuery.LONGEST, message = "must have at most {max} characters")
            String reference,

            @Nullable @Size(max = VerdictQuery.LONGEST, message = "must have at most {max} characters")
            String answer,

            @Nullable @Size(max = VerdictQuery.LONGEST, message = "must have at most {max} characters")
            String completion,

            @Nullable Double tolerance) {
        VerdictQuery query() {
            return VerdictQuery.of(id, reference, answer, completion, tolerance);
        }
    }
}
