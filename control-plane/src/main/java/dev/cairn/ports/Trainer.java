package dev.cairn.ports;

import dev.cairn.settings.LossSettings;
import java.util.List;

/** Takes gradient steps on policies. The production implementation is a PyTorch worker. */
public interface Trainer {
    /** Opens a session on a policy. A higher fence of the same run closes that run's older sessions. */
    Session open(TrainerSession session) throws InterruptedException;

    /** A policy in training with its optimizer state. Closing the session frees both. */
    interface Session extends AutoCloseable {
        /**
         * Takes one optimizer step over the whole batch, idempotent by its sequence number.
         *
         * @param sequence 0, 1, 2, ... within the session
         * @param temperature the sampler's; logits are divided by it
         * @throws PortException if the loss or a gradient is not finite, or if the sampler's log-probabilities do not
         *     belong to these weights; then nothing is applied
         */
        StepReport step(
                int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss)
                throws InterruptedException;

        /**
         * Log-probabilities of the completion tokens under one of the session's distributions, one array per sequence.
         */
        List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature)
                throws InterruptedException;

        /**
         * How well a step on each set would serve a reference: the cosine between the gradient of the loss on the set and
         * that on the reference, both without a KL term. Nothing is applied.
         *
         * @param reference completions with their weights as advantages; they were not sampled, so they have no importance
         *     correction
         * @param sets at least one, and none empty
         * @return one per set, -1 to 1; 0 for a set whose advantages are all 0
         * @throws PortException if a gradient is not finite, or if the sampler's log-probabilities do not belong to these
         *     weights
         */
        List<Double> alignments(
                List<TrainingSequence> reference,
                List<List<TrainingSequence>> sets,
                double temperature,
                LossSettings loss)
                throws InterruptedException;

        /**
         * Writes the policy to scratch for sampling, without the optimizer.
         *
         * <p>The files stay until the session publishes again or is closed, however often they are sampled.
         */
        PolicyRef publish(String name) throws InterruptedException;

        /** Writes the policy durably, without the optimizer: its training does not resume. */
        PolicyRef keep(String name) throws InterruptedException;

        /** Writes the policy and the optimizer durably. */
        PolicyRef checkpoint(String name) throws InterruptedException;

        @Override
        void close();
    }

    /** The distribution whose log-probabilities are wanted. */
    enum Distribution {
        /** The session's policy as it is now. */
        POLICY,
        /** The base model: the adapter switched off. */
        BASE,
        /** The frozen baseline policy that the session was opened with. */
        BASELINE
    }
}
