package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.files.ProblemFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Problems that are stored once, under a name.
 *
 * @param name no other set has it
 * @param builtIn whether it comes with Cairn
 * @param format of the file that it came from
 * @param comparison how answers are compared with its references
 * @param problems how many
 * @param skipped records of its file that had no answer to check
 * @param warnings on records that were taken
 * @param sha256 of the file's bytes as they were uploaded; absent for sets older than uploads
 * @param bytes of that file
 * @param contentSha256 over ids, questions and answers in order
 * @param createdBy who uploaded it; absent for built-in sets
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
