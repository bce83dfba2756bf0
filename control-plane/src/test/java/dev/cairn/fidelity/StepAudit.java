package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One optimizer step of a student: rewards, advantages, learning rate, and whether it was skipped. */
record StepAudit(Ledger ledger, Course course, int step) {
    ExpectedSession.Step run(List<StoredRollout> rollouts) {
        Map<Integer, List<StoredRollout>> groups = new TreeMap<>();
        rollouts.forEach(one -> groups.computeIfAbsent(one.promptIndex(), slot -> new ArrayList<>())
                .add(one));
        List<ExpectedSession.Sequence> sequences = new ArrayList<>();
        long sum = 0;
        for (Map.Entry<Integer, List<StoredRollout>> group : groups.entrySet()) {
            int slot = group.getKey();
            String reference = course.lessons().reference(step, slot);
            int[] rewards = group.getValue().stream()
                    .mapToInt(one -> Arithmetic.studentReward(one.answer(), one.verdict(), reference))
                    .toArray();
            sequences.addAll(group(group.getValue(), slot, rewards));
            sum += total(rewards);
        }
        double learningRate = learningRate();
        row(rollouts, sum, learningRate, sequences);
        return new ExpectedSession.Step(learningRate, sequences);
    }

    private List<ExpectedSession.Sequence> group(List<StoredRollout> group, int slot, int[] rewards) {
        AuditSettings.Role student = ledger.settings.student();
        double[] advantages = advantages(group, rewards);
        int sampleBefore = -1;
        List<ExpectedSession.Sequence> sequences = new ArrayList<>();
        for (int i = 0; i < rewards.length; i++) {
            StoredRollout rollout = group.get(i);
            double advantage = advantages[i];
            ledger.rollout(
                    rollout, "problem_id", rollout.problemId(), course.lessons().problemId(step, slot));
            ledger.rollout(rollout, "seed", rollout.seed(), course.lessons().seed(step, slot));
            ledger.rollout(rollout, "sample above the one before", rollout.sample() > sampleBefore, true);
            ledger.rollout(rollout, "sample in group", rollout.sample() < ledger.settings.groupSize(), true);
            ledger.rollout(rollout, "slot in batch", rollout.promptIndex() < ledger.settings.questionsPerStep(), true);
            ledger.rollout(rollout, "answer or none", rollout.answer() == null, ScoreAudit.noAnswer(rollout));
            ledger.rollout(rollout, "reward", rollout.reward(), (double) rewards[i]);
            ledger.disagreements.near(
                    "rollout",
                    rollout.key(),
                    "advantage",
                    rollout.advantage(),
                    advantage,
                    advantage == 0 ? 0 : 120 * student.scale());
            ledger.rollout(
                    rollout, "has a kl_penalty", rollout.klPenalty() != null, ledger.settings.penalisesRewards());
            sequences.add(new ExpectedSession.Sequence(
                    rollout, advantage, !(student.maskTruncated() && rollout.truncated())));
            sampleBefore = rollout.sample();
        }
        return sequences;
    }

    /** Exact if rewards are whole numbers; the KL penalty, which the trainer measured, is used as stored. */
    private double[] advantages(List<StoredRollout> group, int[] rewards) {
        double scale = ledger.settings.student().scale();
        double[] advantages = new double[rewards.length];
        if (!ledger.settings.penalisesRewards()) {
            long sum = total(rewards);
            Arrays.setAll(advantages, i -> scale * Arithmetic.leaveOneOut(rewards[i], sum, rewards.length));
            return advantages;
        }
        double[] penalised = new double[rewards.length];
        Arrays.setAll(
                penalised,
                i -> scale * rewards[i]
                        - Objects.requireNonNullElse(group.get(i).klPenalty(), Double.NaN));
        Arrays.setAll(advantages, i -> Arithmetic.leaveOneOut(penalised, i));
        return advantages;
    }

    private void row(
            List<StoredRollout> rollouts, long sum, double learningRate, List<ExpectedSession.Sequence> sequences) {
        int size = rollouts.size();
        long verified = rollouts.stream().filter(StoredRollout::verified).count();
        StoredRow row = ledger.table("training_step")
                .row(course.unit(), step)
                .equal("role", "student")
                .near("mean_reward", sum / (double) size, 120)
                .near("correct_share", verified / (double) size, 1);
        ExpectedSession.Step sent = new ExpectedSession.Step(learningRate, sequences);
        trained(row, ledger.settings.student(), sent);
        String at = "/steps/" + (step - course.first());
        ledger.result(course.unit())
                .equal(at + "/step", step)
                .near(
                        at + "/learningRate",
                        learningRate,
                        ledger.settings.student().peak())
                .near(at + "/meanReward", sum / (double) size, 120)
                .near(at + "/correctShare", verified / (double) size, 1)
                .equal(at + "/report/skipped", skipped(sent));
    }

    /** Checks what rows record about any optimizer step, a student's or a teacher's. */
    static void trained(StoredRow row, AuditSettings.Role role, ExpectedSession.Step step) {
        boolean skipped = skipped(step);
        row.near("learning_rate", step.learningRate(), role.peak())
                .equal("skipped", skipped)
                .equal("clipped", !skipped && row.number("gradient_norm") > role.maxGradNorm())
                .equal(
                        "tokens",
                        step.sequences().stream()
                                .mapToLong(one -> one.rollout().completionTokens())
                                .sum());
        if (skipped) {
            row.equal("gradient_norm", 0.0);
        }
    }

    /** All advantages zero: no optimizer step at all. */
    static boolean skipped(ExpectedSession.Step step) {
        return step.sequences().stream()
                .filter(ExpectedSession.Sequence::inLoss)
                .allMatch(one -> one.advantage() == 0);
    }

    private double learningRate() {
        AuditSettings.Role student = ledger.settings.student();
        return Arithmetic.learningRate(student.peak(), course.warmup(), course.steps(), step);
    }

    private static long total(int[] rewards) {
        long total = 0;
        for (int reward : rewards) {
            total += reward;
        }
        return total;
    }
}
