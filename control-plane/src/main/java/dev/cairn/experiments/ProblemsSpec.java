package dev.cairn.experiments;

import dev.cairn.problems.ProblemFormat;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where the problems come from.
 *
 * @param source {@code builtin:chains}, or {@code file}
 * @param file a JSONL file; only with source {@code file}
 * @param format of the file
 * @param limit only the first so many problems
 */
public record ProblemsSpec(
        @NotNull @Pattern(regexp = "builtin:chains|file", message = "must be builtin:chains or file")
        String source,

        @Nullable @Size(min = 1) String file,
        @NotNull ProblemFormat format,
        @Nullable @Min(2) Integer limit) {
    /** The source that reads {@link #file}. */
    public static final String FILE = "file";

    static ProblemsSpec defaults() {
        return new ProblemsSpec("builtin:chains", null, ProblemFormat.AUTO, null);
    }
}
