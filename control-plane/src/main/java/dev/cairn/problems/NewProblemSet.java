package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem set that is to be stored.
 *
 * @param createdBy who uploads it; absent for a built-in set
 * @param file what it was read from; absent where it was made otherwise
 */
record NewProblemSet(
        String name,
        ProblemFormat format,
        AnswerComparison comparison,
        List<ReadProblem> problems,
        int skipped,
        int warnings,
        @Nullable String createdBy,
        @Nullable Original file) {
    /**
     * The uploaded bytes.
     *
     * @param sha256 in hexadecimal digits
     */
    public record Original(String sha256, long bytes) {}

    public NewProblemSet {
        problems = List.copyOf(problems);
    }

    boolean builtIn() {
        return createdBy == null;
    }
}
