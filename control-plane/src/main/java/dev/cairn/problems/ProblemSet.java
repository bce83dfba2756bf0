package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.ProblemFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored set of problems.
 *
 * @param name unique among all sets
 * @param builtIn whether it comes with Cairn
 * @param format format of the file that it was read from
 * @param comparison how answers are compared with its reference answers
 * @param problems number of problems
 * @param skipped number of records in its file without an answer to check
 * @param warnings number of warnings on accepted records
 * @param sha256 SHA-256 of the uploaded file; absent for sets older than uploads
 * @param bytes size of that file
 * @param contentSha256 SHA-256 over ids, questions and answers, in order
 * @param createdBy the user that uploaded it; absent for built-in sets
 */
public record ProblemSet(
        long id,
        String name,
        boolean builtIn,
        ProblemFormat format,
        AnswerComparison comparison,
        int problems,
        int skipped,
        int warnings,
        @Nullable String sha256,
        @Nullable Long bytes,
        String contentSha256,
        @Nullable String createdBy,
        Instant createdAt) {}
