package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a teacher wrote for one place of a set.
 *
 * @param first its completion, in two turns that of the first one
 * @param second the completion of the second turn; absent in one turn, and where the first one cannot be answered
 * @param read question and answer, or why they cannot be used
 */
record DrawnQuestion(DrawnCompletion first, @Nullable DrawnCompletion second, TeacherCompletion read) {
    /** The set that it was drawn for. */
    int k() {
        return first.k();
    }

    /** The completions to learn from, in the order of the turns. */
    List<Completion> completions() {
        return second == null ? List.of(first.completion()) : List.of(first.completion(), second.completion());
    }

    /**
     * As the question of its set that it became.
     *
     * @param rule that read its answer
     * @param i place of the question in its set
     */
    List<Rollout> accepted(GradingRule rule, int i, String answer, Verdict verdict) {
        return rollouts(rule, k() + "." + i, answer, verdict, null);
    }

    /**
     * As it was rejected; without what the engine gave up on.
     *
     * @param answer absent if it has none
     */
    List<Rollout> rejected(GradingRule rule, @Nullable String answer, Verdict verdict, Rejection reason) {
        return rollouts(rule, "", answer, verdict, reason);
    }

    private List<Rollout> rollouts(
            GradingRule rule, String subject, @Nullable String answer, Verdict verdict, @Nullable Rejection rejection) {
        List<Rollout> rollouts = new ArrayList<>();
        if (first.finished()) {
            rollouts.add(first.rollout(Rollout.Purpose.WRITE, rule, subject, answer, verdict, rejection));
        }
        if (second != null && second.finished()) {
            rollouts.add(second.rollout(Rollout.Purpose.WRITE_ANSWER, rule, subject, answer, verdict, rejection));
        }
        return rollouts;
    }
}
