package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.List;

/**
 * {@code t/alignment}: a student's answers to the questions of all sets, and the cosines of their gradients, which are taken
 * as they are.
 */
record AlignmentAudit(Ledger ledger, int t) {
    /**
     * Recomputes it.
     *
     * @param student the student that was asked
     * @param written the teacher's accepted completions, by set
     * @return R[k] in parts
     */
    long[] run(ExpectedSession.Pointer student, List<List<StoredRollout>> written) throws SQLException {
        AuditSettings settings = ledger.settings;
        int samples = settings.learnabilitySamples();
        List<StoredRollout> rollouts = ledger.rollouts(unit());
        int perSet = settings.questions() * samples;
        ledger.disagreements.equal("rollout", unit(), "count", rollouts.size(), settings.sets() * perSet);
        long[] cosines = new long[settings.sets()];
        for (int k = 0; k < settings.sets(); k++) {
            for (int i = 0; i < settings.questions(); i++) {
                int first = k * perSet + i * samples;
                List<StoredRollout> answers =
                        rollouts.subList(Math.min(first, rollouts.size()), Math.min(first + samples, rollouts.size()));
                question(student, k, i, String.valueOf(written.get(k).get(i).answer()), answers);
            }
            double cosine = ledger.result(unit()).number("/rewards/" + k);
            ledger.disagreements.equal("run_unit", unit(), "cosine in -1..1", Math.abs(cosine) <= 1, true);
            cosines[k] = Math.round(cosine * AuditSettings.PARTS_OF_COSINE);
        }
        references();
        ledger.result(unit())
                .equal("/samples", samples)
                .equal("/student/path", student.path())
                .equal("/student/sha256", student.sha256());
        return cosines;
    }

    private String unit() {
        return "t/" + t + "/alignment";
    }

    private void question(
            ExpectedSession.Pointer student, int k, int i, String reference, List<StoredRollout> answers) {
        AuditSettings.Role role = ledger.settings.student();
        int[] rewards = answers.stream()
                .mapToInt(one -> Arithmetic.studentReward(one.answer(), one.verdict(), reference))
                .toArray();
        long sum = 0;
        for (int reward : rewards) {
            sum += reward;
        }
        for (int sample = 0; sample < rewards.length; sample++) {
            StoredRollout answer = answers.get(sample);
            double advantage = role.scale() * Arithmetic.leaveOneOut(rewards[sample], sum, rewards.length);
            ledger.rollout(answer, "purpose", answer.purpose(), "ALIGNMENT");
            ledger.rollout(answer, "prompt_index", answer.promptIndex(), k * ledger.settings.questions() + i);
            ledger.rollout(answer, "step", answer.step(), 0);
            ledger.rollout(answer, "sample", answer.sample(), sample);
            ledger.rollout(answer, "problem_id", answer.problemId(), k + "." + i);
            ledger.rollout(answer, "seed", answer.seed(), ledger.draws.alignment(t, k, i));
            ledger.rollout(answer, "answer or none", answer.answer() == null, ScoreAudit.noAnswer(answer));
            ledger.rollout(answer, "reward", answer.reward(), (double) rewards[sample]);
            ledger.rollout(answer, "kl_penalty", answer.klPenalty(), null);
            ledger.disagreements.near(
                    "rollout",
                    answer.key(),
                    "advantage",
                    answer.advantage(),
                    advantage,
                    advantage == 0 ? 0 : 120 * role.scale());
        }
        long correct = answers.stream().filter(StoredRollout::verified).count();
        ledger.table("learnability")
                .row(t, k, i)
                .equal("unit", unit())
                .equal("samples", ledger.settings.learnabilitySamples())
                .equal("correct", correct)
                .equal("student_sha256", student.sha256());
        ledger.result(unit()).equal("/correct/" + k + "/" + i, correct);
    }

    private void references() {
        List<String> problems = ledger.draws.rewardQuestions(t, ledger.train, ledger.settings.rewardQuestions());
        for (int i = 0; i < problems.size(); i++) {
            ledger.table("reference_problem").row(t, i).equal("unit", unit()).equal("problem_id", problems.get(i));
            ledger.result(unit()).equal("/problems/" + i, problems.get(i));
        }
    }
}
