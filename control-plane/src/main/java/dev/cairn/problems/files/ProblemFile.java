package dev.cairn.problems.files;

import dev.cairn.ports.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a problem file.
 *
 * @param format as given or detected
 * @param fields the fields of its first record, with what they become
 * @param problems in file order
 * @param skipped notes on records without an answer to check, such as proofs
 * @param warnings notes on accepted records
 */
public record ProblemFile(
        ProblemFormat format, List<FileField> fields, List<ReadProblem> problems, Notes skipped, Notes warnings) {
    public ProblemFile {
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }

    /**
     * A problem with the other facts from its file.
     *
     * @param unit unit of the answer, if it has a field of its own
     * @param line line where its record begins, from 1
     */
    public record ReadProblem(Problem problem, @Nullable String unit, int line) {}
}
