package dev.cairn.fidelity;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** {@code t/trial/k/j}: one student run. */
record TrialAudit(Ledger ledger, int t, int k, int j) {
    /**
     * The result of a trial.
     *
     * @param gain reward questions solved more than by the baseline; R[k,j] is this over M
     * @param gains the same for each question
     */
    record Result(long gain, int[] gains, ExpectedSession.Pointer student, ExpectedSession sent) {}

    /**
     * Recomputes it.
     *
     * @param baseline the student that it started from
     * @param references the answers of X_k
     * @param rewardQuestions Q_R
     * @param steps without an early stop
     * @param baselineCorrect the reward questions that the baseline solved
     */
    Result run(
            ExpectedSession.Pointer baseline,
            int steps,
            List<String> references,
            List<String> rewardQuestions,
            List<Boolean> baselineCorrect)
            throws SQLException {
        String unit = "t/" + t + "/trial/" + k + "/" + j;
        List<StoredRollout> rollouts = ledger.rollouts(unit);
        List<StoredRollout> training =
                rollouts.stream().filter(one -> one.purpose().equals("TRAIN")).toList();
        List<ExpectedSession.Step> sent = new ArrayList<>();
        Course course = new Course(
                lessons(references), unit, 0, steps, ledger.settings.student().warmup());
        int earlyStop = ledger.settings.earlyStopSteps();
        boolean mayStop = earlyStop > 0 && earlyStop < steps;
        List<StoredRollout> interim =
                rollouts.stream().filter(one -> one.purpose().equals("INTERIM")).toList();
        int taken = mayStop && interim.isEmpty() ? earlyStop : steps;
        long applied = 0;
        for (int step = 0; step < taken; step++) {
            int number = step;
            List<StoredRollout> ofStep =
                    training.stream().filter(one -> one.step() == number).toList();
            sent.add(new StepAudit(ledger, course, step).run(ofStep));
            applied += StepAudit.skipped(sent.getLast()) ? 0 : 1;
        }
        int trained = sent.stream().mapToInt(step -> step.sequences().size()).sum();
        ledger.disagreements.equal("rollout", unit, "training rollouts", training.size(), trained);
        int answered = trained + interim.size();
        ledger.disagreements.equal(
                "rollout",
                unit,
                "interim rollouts",
                interim,
                rollouts.subList(trained, Math.min(answered, rollouts.size())));
        List<Boolean> outcomes =
                score(unit, rollouts.subList(Math.min(answered, rollouts.size()), rollouts.size()), rewardQuestions);
        int before = ScoreAudit.count(baselineCorrect);
        if (mayStop) {
            stoppedRightly(unit, interim, outcomes, rewardQuestions, before);
        } else {
            ledger.disagreements.equal("rollout", unit, "interim rollouts", interim.size(), 0);
        }
        ExpectedSession.Pointer student = ledger.policy(unit, "student", baseline.optimizerSteps() + applied);
        if (applied == 0) {
            ledger.disagreements.equal("policy", unit, "sha256 unchanged", student.sha256(), baseline.sha256());
        }
        long gain = (long) ScoreAudit.count(outcomes) - before;
        ledger.table("trial")
                .row(t, k, j)
                .equal("unit", unit)
                .equal("correct", ScoreAudit.count(outcomes))
                .near("reward", gain / (double) rewardQuestions.size(), 1)
                .equal("start_sha256", baseline.sha256())
                .equal("student_path", student.path())
                .equal("student_sha256", student.sha256());
        ledger.result(unit)
                .equal("/k", k)
                .equal("/j", j)
                .equal("/start/path", baseline.path())
                .equal("/start/sha256", baseline.sha256())
                .near("/reward", gain / (double) rewardQuestions.size(), 1);
        return new Result(
                gain, gains(outcomes, baselineCorrect), student, new ExpectedSession(unit, baseline, true, sent));
    }

    /** @param references the answers of X_k */
    private Lessons lessons(List<String> references) {
        return new Lessons() {
            @Override
            public String problemId(int step, int slot) {
                return k + "." + question(step, slot);
            }

            @Override
            public String reference(int step, int slot) {
                int question = question(step, slot);
                return question < references.size() ? references.get(question) : "";
            }

            @Override
            public long seed(int step, int slot) {
                return ledger.draws.trialSample(t, k, j, step, slot);
            }

            private int question(int step, int slot) {
                int place = step * ledger.settings.questionsPerStep() + slot;
                return ledger.draws.trialQuestion(t, k, j, ledger.settings.questions(), place);
            }
        };
    }

    /** A student that was trained to the end had gained enough before, one that was stopped had not. */
    private void stoppedRightly(
            String unit,
            List<StoredRollout> interim,
            List<Boolean> outcomes,
            List<String> rewardQuestions,
            int baselineCorrect) {
        ScoreAudit score =
                new ScoreAudit(ledger, "INTERIM", rewardQuestions, slot -> ledger.draws.trialScore(t, k, j, slot));
        int then = ScoreAudit.count(interim.isEmpty() ? outcomes : score.outcomes(interim));
        boolean enough =
                Arithmetic.above(ledger.settings.earlyStopGain(), then - baselineCorrect, rewardQuestions.size());
        ledger.disagreements.equal("rollout", unit, "trained to the end", !interim.isEmpty(), enough);
    }

    private static int[] gains(List<Boolean> student, List<Boolean> baseline) {
        int[] gains = new int[baseline.size()];
        for (int q = 0; q < gains.length; q++) {
            boolean solved = q < student.size() && student.get(q);
            gains[q] = (solved ? 1 : 0) - (baseline.get(q) ? 1 : 0);
        }
        return gains;
    }

    private List<Boolean> score(String unit, List<StoredRollout> answers, List<String> rewardQuestions) {
        ScoreAudit score =
                new ScoreAudit(ledger, "REWARD", rewardQuestions, slot -> ledger.draws.trialScore(t, k, j, slot));
        List<Boolean> outcomes = score.outcomes(answers);
        for (int i = 0; i < rewardQuestions.size(); i++) {
            boolean correct = i < outcomes.size() && outcomes.get(i);
            ledger.table("trial_outcome").row(t, k, j, i).equal("correct", correct);
            ledger.result(unit).equal("/correct/" + i, correct);
        }
        return outcomes;
    }
}
