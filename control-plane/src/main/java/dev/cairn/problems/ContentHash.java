package dev.cairn.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.base.Sha256;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Identifies a problem set by its content. */
final class ContentHash {
    private static final ObjectWriter CANONICAL = new JsonMapper().writer();

    private ContentHash() {}

    /** SHA-256 over everything in a set that a run uses, in hexadecimal digits. */
    static String of(List<ReadProblem> problems, AnswerComparison comparison) {
        MessageDigest digest = Sha256.digest();
        if (comparison != AnswerComparison.MATHS) {
            digest.update(line(List.of(comparison.name())));
        }
        for (ReadProblem read : problems) {
            Problem problem = read.problem();
            // Hashed as a JSON array, since different contents must not give the same bytes.
            List<Object> parts = new ArrayList<>(List.of(problem.id(), problem.question(), problem.answer()));
            if (problem.tolerance() != null) {
                parts.add(problem.tolerance());
            }
            digest.update(line(parts));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] line(List<?> parts) {
        try {
            return (CANONICAL.writeValueAsString(parts) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
