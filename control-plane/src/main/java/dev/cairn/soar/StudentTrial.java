package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code t/trial/k/j}: trains a copy of the baseline student on X_k and scores it on Q_R.
 *
 * @param innerSteps optimizer steps, skipped ones included
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
        Seeds seeds = context.seeds();
        InnerLoop loop = new InnerLoop(
                context,
                settings,
                attempt,
                new TrainingQuestions.Throughout(questions),
                seeds.trial(t, k, j),
                schedule);
        List<UnitResult.InnerStep> steps;
        PolicyRef student;
        try (Trainer.Session session =
                context.trainer().open(StudentSessions.fresh(attempt, settings, baseline.policy()))) {
            steps = loop.run(session, baseline.policy(), 0, innerSteps);
            student = session.keep(attempt.name("student"));
        }
        attempt.progress().report(innerSteps, innerSteps, "scoring on the reward questions");
        GreedyAccuracy score = GreedyAccuracy.of(
                context,
                attempt.name("score"),
                student,
                rewardQuestions,
                slot -> seeds.trialScore(t, k, j, slot),
                settings.student().maxTokens(),
                Rollout.Purpose.REWARD);
        // One division, so that equal counts give equal rewards.
        double reward = (GreedyAccuracy.count(score.correct()) - baselineCorrect) / (double) rewardQuestions.size();
        Checkpoint kept = new Checkpoint(student, baseline.optimizerSteps() + InnerLoop.countApplied(steps));
        List<Rollout> rollouts = new ArrayList<>(loop.rollouts());
        rollouts.addAll(score.rollouts());
        return new Journal.Output<>(
                new UnitResult.Trial(k, j, baseline.policy(), kept, steps, score.correct(), reward), rollouts);
    }
}
