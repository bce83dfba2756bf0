package dev.cairn.verdicts;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A request for a verdict, on an answer or on a completion whose box holds one.
 *
 * @param id the client's own name for it
 * @param reference the reference answer
 * @param answer the answer to judge; absent if there is a completion
 * @param completion a model's whole text; absent if there is an answer
 * @param tolerance how far a number may be from the reference
 */
public record VerdictQuery(
        @Nullable String id,
        String reference,
        @Nullable String answer,
        @Nullable String completion,
        @Nullable Double tolerance) {
    /** Longest text of a field, in characters. */
    public static final int LONGEST = 65_536;

    /** @throws InvalidInputException which names the invalid field */
    public static VerdictQuery of(
            @Nullable String id,
            @Nullable String reference,
            @Nullable String answer,
            @Nullable String completion,
            @Nullable Double tolerance) {
        if (reference == null) {
            throw invalid("reference", "is missing", "the right answer, as text");
        }
        if ((answer == null) == (completion == null)) {
            throw invalid(
                    "answer",
                    answer == null ? "is missing" : "is given together with a completion",
                    "either answer or completion, as text");
        }
        requireShort("reference", reference);
        requireShort("answer", answer);
        requireShort("completion", completion);
        if (tolerance != null && !(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw invalid("tolerance", "is " + tolerance, "a finite number of 0 or more");
        }
        return new VerdictQuery(id, reference, answer, completion, tolerance);
    }

    private static void requireShort(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw invalid(field, "has " + text.length() + " characters", "at most " + LONGEST);
        }
    }

    private static InvalidInputException invalid(String field, String message, String allowed) {
        return new InvalidInputException(Subject.VERDICTS, new FieldError(field, message, allowed));
    }
}
