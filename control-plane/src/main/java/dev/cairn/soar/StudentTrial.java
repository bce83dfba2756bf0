package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.EarlyStopSettings;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code t/trial/k/j}: trains a copy of the baseline student on X_k and scores it on Q_R.
 *
 * @param innerSteps optimizer steps, skipped ones included, unless it is stopped early
 */
record StudentTrial(RunContext context, SoarSettings settings, int t, int k, int j, int innerSteps) {
    /**
     * Trains, stores and scores the student.
     *
     * @param baseline the student to start from, with a fresh optimizer
     * @param questions X_k
     * @param rewardQuestions Q_R
     * @param baselineCorrect number of reward questions that the baseline solved
     */
    Journal.Output<UnitResult.Trial> run(
            Attempt attempt,
            Checkpoint baseline,
            List<Problem> questions,
            List<Problem> rewardQuestions,
            int baselineCorrect)
            throws InterruptedException {
        Schedule schedule = new Schedule(
                settings.student().learningRate(), settings.student().warmup(), innerSteps);
        InnerLoop loop = new InnerLoop(
                context,
                settings,
                attempt,
                new TrainingQuestions.Throughout(questions),
                context.seeds().trial(t, k, j),
                schedule);
        EarlyStopSettings earlyStop = settings.beyond().earlyStop();
        List<UnitResult.InnerStep> steps;
        PolicyRef student;
        GreedyAccuracy interim = null;
        try (Trainer.Session session =
                context.trainer().open(StudentSessions.fresh(attempt, settings, baseline.policy()))) {
            int first = earlyStop.appliesTo(innerSteps) ? earlyStop.steps() : innerSteps;
            InnerLoop.Whole whole = new InnerLoop.Whole(0, innerSteps);
            steps = new ArrayList<>(loop.run(session, baseline.policy(), 0, first, whole));
            if (first < innerSteps) {
                PolicyRef policy = session.publish(attempt.name("version/" + first));
                attempt.progress().report(first, innerSteps, "interim score on the reward questions");
                interim = score(attempt, "interim", policy, rewardQuestions);
                if (reward(interim, baselineCorrect) > earlyStop.gain()) {
                    steps.addAll(loop.run(session, policy, first, innerSteps, whole));
                }
            }
            student = session.keep(attempt.name("student"));
        }
        boolean stopped = steps.size() < innerSteps;
        List<Rollout> rollouts = new ArrayList<>(loop.rollouts());
        if (interim != null && !stopped) {
            rollouts.addAll(interim.rollouts(Rollout.Purpose.INTERIM));
        }
        GreedyAccuracy score = interim;
        if (score == null || !stopped) {
            attempt.progress().report(innerSteps, innerSteps, "scoring on the reward questions");
            score = score(attempt, "score", student, rewardQuestions);
        }
        rollouts.addAll(score.rollouts(Rollout.Purpose.REWARD));
        Checkpoint kept = new Checkpoint(student, baseline.optimizerSteps() + InnerLoop.countApplied(steps));
        return new Journal.Output<>(
                new UnitResult.Trial(
                        k, j, baseline.policy(), kept, steps, score.correct(), reward(score, baselineCorrect)),
                rollouts);
    }

    private GreedyAccuracy score(Attempt attempt, String name, PolicyRef student, List<Problem> rewardQuestions)
            throws InterruptedException {
        return GreedyAccuracy.of(
                context,
                attempt.name(name),
                student,
                rewardQuestions,
                slot -> context.seeds().trialScore(t, k, j, slot),
                settings.student().maxTokens());
    }

    /** R[k,j]. One division, so that equal counts give equal rewards. */
    private static double reward(GreedyAccuracy score, int baselineCorrect) {
        return (GreedyAccuracy.count(score.correct()) - baselineCorrect)
                / (double) score.correct().size();
    }
}
