package dev.cairn.problems;

import dev.cairn.soar.Problem;
import java.util.List;

/**
 * What a problem file holds.
 *
 * @param format as given or detected
 * @param problems in file order
 * @param skipped records without a checkable answer (proofs)
 */
public record ProblemFile(ProblemFormat format, List<Problem> problems, int skipped) {
    public ProblemFile {
        problems = List.copyOf(problems);
    }
}
