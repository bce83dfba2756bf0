package dev.cairn.soar;

import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.soar.formula.Advantages;
import dev.cairn.soar.formula.StudentReward;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One batch of a student's training, with rewards and advantages. */
final class StudentBatch {
    private final List<GradedCompletion> answers;
    private final double[] rewards;
    private final double[] penalties;
    private final double[] advantages;
    private final LossSettings loss;

    private StudentBatch(
            List<GradedCompletion> answers,
            double[] rewards,
            double[] penalties,
            double[] advantages,
            LossSettings loss) {
        this.answers = answers;
        this.rewards = rewards;
        this.penalties = penalties;
        this.advantages = advantages;
        this.loss = loss;
    }

    /**
     * Computes the rewards, and the advantage of each answer over the others to the same question.
     *
     * @param groups the answers, one list per question
     * @param session gives log-probabilities if the KL is part of the reward
     * @throws PortException (RETRY) if the engine gave up on the whole batch
     */
    static StudentBatch of(List<List<GradedCompletion>> groups, RoleSettings student, Trainer.Session session)
            throws InterruptedException {
        List<GradedCompletion> answers = groups.stream().flatMap(List::stream).toList();
        if (answers.isEmpty()) {
            throw new PortException(
                    PortException.Remedy.RETRY, "the engine gave up on every completion of a training batch");
        }
        double[] rewards = answers.stream()
                .mapToDouble(a -> StudentReward.of(a.grade(), a.question().answer()))
                .toArray();
        double[] penalties = klPenalties(answers, student, session);
        double[] advantages = new double[rewards.length];
        int from = 0;
        for (List<GradedCompletion> group : groups) {
            double[] ofGroup = new double[group.size()];
            for (int i = 0; i < ofGroup.length; i++) {
                ofGroup[i] = student.rewardScale() * rewards[from + i] - penalties[from + i];
            }
            System.arraycopy(Advantages.leaveOneOut(ofGroup), 0, advantages, from, ofGroup.length);
            from += ofGroup.length;
        }
        return new StudentBatch(answers, rewards, penalties, advantages, student.loss());
    }

    /**
     * {@code coefficient * sum_t kl_t} where the KL is part of the reward, else zeros.
     *
     * @throws IllegalArgumentException for an estimator that is for the loss only, which {@code SettingsCheck} refuses
     */
    private static double[] klPenalties(List<GradedCompletion> answers, RoleSettings student, Trainer.Session session)
            throws InterruptedException {
        double[] penalties = new double[answers.size()];
        LossSettings loss = student.loss();
        if (!loss.kl().penalisesReward()) {
            return penalties;
        }
        List<TrainingSequence> batch =
                answers.stream().map(answer -> sequence(answer, 0, loss)).toList();
        Trainer.Distribution reference = switch (loss.kl().reference()) {
            case BASE -> Trainer.Distribution.BASE;
            case BASELINE -> Trainer.Distribution.BASELINE;
        };
        List<float[]> policy = session.logprobs(Trainer.Distribution.POLICY, batch, student.temperature());
        List<float[]> other = session.logprobs(reference, batch, student.temperature());
        for (int i = 0; i < penalties.length; i++) {
            double sum = 0;
            for (int token = 0; token < policy.get(i).length; token++) {
                sum += estimate(loss.kl().estimator(), policy.get(i)[token] - other.get(i)[token]);
            }
            penalties[i] = loss.kl().coefficient() * sum;
        }
        return penalties;
    }

    /** @param difference log pi - log ref of a sampled token */
    private static double estimate(KlEstimator estimator, double difference) {
        return switch (estimator) {
            case K1 -> difference;
            case K2, K3 ->
                throw new IllegalArgumentException(
                        "the KL estimator " + estimator + " is for the loss only; in the reward it must be K1");
        };
    }

    private static TrainingSequence sequence(GradedCompletion answer, double advantage, LossSettings loss) {
        return sequence(answer.completion(), advantage, loss);
    }

    /** The training sequence of a completion, the teacher's or a student's. */
    static TrainingSequence sequence(Completion completion, double advantage, LossSettings loss) {
        boolean masked = loss.maskTruncated() && completion.finish() == FinishReason.LENGTH;
        return new TrainingSequence(
                completion.promptTokens(), completion.tokens(), completion.logprobs(), advantage, !masked);
    }

    List<TrainingSequence> sequences() {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            sequences.add(sequence(answers.get(i), advantages[i], loss));
        }
        return sequences;
    }

    List<Rollout> rollouts(Rollout.Purpose purpose, int step) {
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Double penalty = loss.kl().penalisesReward() ? (Double) penalties[i] : null;
            rollouts.add(answers.get(i).rollout(purpose, step, rewards[i], penalty, advantages[i]));
        }
        return rollouts;
    }

    /** Mean reward, before scaling and without a KL penalty. */
    double meanReward() {
        return Arrays.stream(rewards).sum() / rewards.length;
    }

    double correctShare() {
        return answers.stream().filter(GradedCompletion::correct).count() / (double) answers.size();
    }
}
