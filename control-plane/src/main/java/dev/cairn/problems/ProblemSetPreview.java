package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.Note;
import dev.cairn.problems.files.ProblemFormat;
import java.util.List;

/**
 * What a file would become, with nothing stored.
 *
 * @param file as its owner calls it
 * @param format as given or detected
 * @param accepted how many problems it holds
 * @param records the first of them as they would be stored
 * @param skipped records without an answer to check, the first by line
 * @param skippedTotal all of those
 * @param warnings on accepted records, the first by line
 * @param warningsTotal all of those
 */
public record ProblemSetPreview(
        String file,
        String sha256,
        ProblemFormat format,
        AnswerComparison comparison,
        int accepted,
        List<StoredProblem> records,
        List<Note> skipped,
        int skippedTotal,
        List<Note> warnings,
        int warningsTotal) {}
