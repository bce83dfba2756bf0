package dev.cairn.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question set with its questions.
 *
 * @param set k, from 0
 * @param reward R[k]
 * @param advantage A[k]
 */
public record SetView(
        int set, @Nullable Double reward, @Nullable Double advantage, List<Question> questions) {
    /** One question as the teacher wrote it. */
    public record Question(int index, String question, String answer) {}
}
