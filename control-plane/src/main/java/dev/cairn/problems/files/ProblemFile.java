package dev.cairn.problems.files;

import java.util.List;

/**
 * The content of a problem file.
 *
 * @param format as given or detected
 * @param problems in file order
 * @param skipped notes on records without an answer to check, such as proofs
 * @param warnings notes on accepted records
 */
public record ProblemFile(ProblemFormat format, List<ReadProblem> problems, Notes skipped, Notes warnings) {
    public ProblemFile {
        problems = List.copyOf(problems);
    }
}
