package dev.cairn.problems.files;

import java.util.List;

/**
 * What a problem file holds.
 *
 * @param format as given or detected
 * @param problems in file order
 * @param skipped records without an answer that can be checked, such as proofs
 * @param warnings on records that were taken
 */
public record ProblemFile(ProblemFormat format, List<ReadProblem> problems, Notes skipped, Notes warnings) {
    public ProblemFile {
        problems = List.copyOf(problems);
    }
}
