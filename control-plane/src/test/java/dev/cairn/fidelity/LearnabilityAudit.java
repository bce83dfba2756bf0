package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.List;

/** {@code t/learnability/k}: a student's answers to the questions of a set. */
record LearnabilityAudit(Ledger ledger, int t, int k) {
    /**
     * Recomputes it.
     *
     * @param student the student that was asked
     * @param questions number of questions in the set
     * @return R[k] times the number of answers
     */
    long run(ExpectedSession.Pointer student, int questions) throws SQLException {
        String unit = "t/" + t + "/learnability/" + k;
        int samples = ledger.settings.learnabilitySamples();
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        ledger.disagreements.equal("rollout", unit, "count", rollouts.size(), questions * samples);
        long[] matching = new long[questions];
        for (int place = 0; place < rollouts.size(); place++) {
            StoredRollout rollout = rollouts.get(place);
            int question = place / samples;
            answer(rollout, question, place % samples);
            if (question < questions && rollout.verified()) {
                matching[question]++;
            }
        }
        long parts = 0;
        for (int i = 0; i < questions; i++) {
            parts += matching[i] > 0 ? samples - matching[i] : 0;
            ledger.table("learnability")
                    .row(t, k, i)
                    .equal("unit", unit)
                    .equal("samples", samples)
                    .equal("correct", matching[i])
                    .equal("student_sha256", student.sha256());
            ledger.result(unit).equal("/correct/" + i, matching[i]);
        }
        ledger.result(unit)
                .equal("/k", k)
                .equal("/samples", samples)
                .equal("/student/path", student.path())
                .equal("/student/sha256", student.sha256())
                .near("/reward", parts / (double) ledger.settings.partsOfSetReward(), 1);
        return parts;
    }

    private void answer(StoredRollout rollout, int question, int sample) {
        ledger.rollout(rollout, "purpose", rollout.purpose(), "LEARNABILITY");
        ledger.rollout(rollout, "prompt_index", rollout.promptIndex(), question);
        ledger.rollout(rollout, "step", rollout.step(), 0);
        ledger.rollout(rollout, "sample", rollout.sample(), sample);
        ledger.rollout(rollout, "problem_id", rollout.problemId(), k + "." + question);
        ledger.rollout(rollout, "seed", rollout.seed(), ledger.draws.learnability(t, k, question));
        ledger.rollout(rollout, "answer or none", rollout.answer() == null, ScoreAudit.noAnswer(rollout));
        ledger.rollout(rollout, "reward", rollout.reward(), rollout.verified() ? 1.0 : 0.0);
        ledger.rollout(rollout, "kl_penalty", rollout.klPenalty(), null);
        ledger.rollout(rollout, "advantage", rollout.advantage(), 0.0);
    }
}
