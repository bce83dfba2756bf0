package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import dev.cairn.problems.files.ProblemFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem set to store.
 *
 * @param createdBy the user that uploads it; absent for a built-in set
 * @param file the file that it was read from; absent if there is none
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
