package dev.cairn.soar;

import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.decision.Rewards;
import java.util.ArrayList;
import java.util.List;

/** {@code t/learnability/k}: the reward of X_k by its learnability alone (paper: Intrinsic-T). */
record SetLearnability(RunContext context, SoarSettings settings, int t, int k) {
    /**
     * Asks the student every question several times; nothing is trained.
     *
     * @param questions X_k
     */
    Journal.Output<UnitResult.Learnability> run(Attempt attempt, PolicyRef student, List<Problem> questions)
            throws InterruptedException {
        int samples = settings.outer().learnabilitySamples();
        attempt.progress().report(0, questions.size(), "questions of set " + k);
        List<List<GradedCompletion>> answers = new StudentSampler(context)
                .askAll(
                        attempt.name("learnability"),
                        student,
                        questions,
                        i -> context.seeds().learnability(t, k, i),
                        new Sampling(
                                settings.student().temperature(),
                                samples,
                                settings.student().maxTokens()));
        List<Integer> correct = new ArrayList<>();
        List<Rollout> rollouts = new ArrayList<>();
        for (List<GradedCompletion> ofQuestion : answers) {
            correct.add(
                    (int) ofQuestion.stream().filter(GradedCompletion::correct).count());
            ofQuestion.forEach(answer -> rollouts.add(answer.outcome(Rollout.Purpose.LEARNABILITY)));
        }
        double reward = Rewards.mean(
                correct.stream().map(count -> learnability(count, samples)).toList());
        return new Journal.Output<>(new UnitResult.Learnability(k, student, samples, correct, reward), rollouts);
    }

    /**
     * The learnability of a question: with s, the share of answers that match, 0 if s = 0, else 1 - s.
     *
     * @param correct how many answers match
     */
    static double learnability(int correct, int samples) {
        return correct == 0 ? 0 : (samples - correct) / (double) samples;
    }
}
