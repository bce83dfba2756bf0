package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;

/** Greedy answers to the reward questions, of the baseline or of a student. */
record ScoreAudit(Ledger ledger, String purpose, List<String> rewardQuestions, IntToLongFunction seeds) {
    /** Whether each answer was verified, in Q_R's order. */
    List<Boolean> outcomes(List<StoredRollout> rollouts) {
        List<Boolean> outcomes = new ArrayList<>();
        for (int slot = 0; slot < rollouts.size(); slot++) {
            StoredRollout rollout = rollouts.get(slot);
            ledger.rollout(rollout, "purpose", rollout.purpose(), purpose);
            ledger.rollout(rollout, "prompt_index", rollout.promptIndex(), slot);
            ledger.rollout(rollout, "step", rollout.step(), 0);
            ledger.rollout(rollout, "sample", rollout.sample(), 0);
            ledger.rollout(
                    rollout,
                    "problem_id",
                    rollout.problemId(),
                    slot < rewardQuestions.size() ? rewardQuestions.get(slot) : "none");
            ledger.rollout(rollout, "seed", rollout.seed(), seeds.applyAsLong(slot));
            ledger.rollout(rollout, "answer or none", rollout.answer() == null, noAnswer(rollout));
            ledger.rollout(rollout, "reward", rollout.reward(), rollout.verified() ? 1.0 : 0.0);
            ledger.rollout(rollout, "kl_penalty", rollout.klPenalty(), null);
            ledger.rollout(rollout, "advantage", rollout.advantage(), 0.0);
            outcomes.add(rollout.verified());
        }
        return outcomes;
    }

    static boolean noAnswer(StoredRollout rollout) {
        return rollout.verdict().equals("NO_ANSWER");
    }

    static int count(List<Boolean> outcomes) {
        return (int) outcomes.stream().filter(Boolean::booleanValue).count();
    }
}
