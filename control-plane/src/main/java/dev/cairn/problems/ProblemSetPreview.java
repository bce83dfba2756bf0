package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.FileField;
import dev.cairn.problems.files.Notes.Note;
import dev.cairn.problems.files.ProblemFormat;
import java.util.List;

/**
 * What importing a file would give; nothing is stored.
 *
 * @param file the file's name, as its owner calls it
 * @param format as given or detected
 * @param fields the fields of its first record, with what they become
 * @param accepted number of problems in the file
 * @param records the first problems, as they would be stored
 * @param skipped the first records without an answer to check, in order of lines
 * @param skippedTotal number of all such records
 * @param warnings the first warnings on accepted records, in order of lines
 * @param warningsTotal number of all warnings
 */
public record ProblemSetPreview(
        String file,
        String sha256,
        ProblemFormat format,
        AnswerComparison comparison,
        List<FileField> fields,
        int accepted,
        List<StoredProblem> records,
        List<Note> skipped,
        int skippedTotal,
        List<Note> warnings,
        int warningsTotal) {}
