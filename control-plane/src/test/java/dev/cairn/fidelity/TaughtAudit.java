package dev.cairn.fidelity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code t/teach}: the teacher's step over the group of sets. */
record TaughtAudit(Ledger ledger, int t) {
    /**
     * Recomputes it.
     *
     * @param gainOfSets R[k] in parts, such as reward questions gained by the students of each set
     * @param written the completions of each set
     * @return what was sent
     */
    ExpectedSession run(ExpectedSession.Pointer teacher, long[] gainOfSets, TeacherRollouts.Sorted written) {
        AuditSettings.Role role = ledger.settings.teacher();
        String unit = "t/" + t + "/teach";
        double unitOfReward = role.scale() / (double) ledger.settings.partsOfSetReward();
        List<Long> measured = Arrays.stream(gainOfSets).boxed().toList();
        List<Long> taught =
                ledger.settings.shufflesTeacherRewards() ? ledger.draws.teacherRewards(t, measured) : measured;
        long sum = taught.stream().mapToLong(Long::longValue).sum();
        List<ExpectedSession.Sequence> sequences = new ArrayList<>();
        for (int k = 0; k < gainOfSets.length; k++) {
            double advantage = ledger.settings.standardisesTeacherRewards()
                    ? role.scale() * Arithmetic.leaveOneOut(Arithmetic.standardised(gainOfSets), k)
                    : unitOfReward * Arithmetic.leaveOneOut(taught.get(k), sum, gainOfSets.length);
            ledger.table("set_advantage")
                    .row(t, k)
                    .equal("unit", unit)
                    .near("advantage", advantage, advantage == 0 ? 0 : role.scale());
            ledger.result(unit).near("/advantages/" + k, advantage, advantage == 0 ? 0 : role.scale());
            for (StoredRollout question : written.sets().get(k)) {
                for (StoredRollout rollout : written.turns(question)) {
                    boolean masked = role.maskTruncated() && rollout.truncated();
                    sequences.add(new ExpectedSession.Sequence(rollout, advantage, !masked));
                }
            }
        }
        ExpectedSession.Step step = new ExpectedSession.Step(
                Arithmetic.learningRate(role.peak(), role.warmup(), ledger.settings.steps(), t), sequences);
        StoredRow row = ledger.table("training_step")
                .row(unit, t)
                .equal("role", "teacher")
                .equal("mean_reward", null)
                .equal("correct_share", null);
        StepAudit.trained(row, role, step);
        ledger.result(unit)
                .near("/learningRate", step.learningRate(), role.peak())
                .equal("/report/skipped", StepAudit.skipped(step));
        return new ExpectedSession(unit, teacher, false, List.of(step));
    }
}
