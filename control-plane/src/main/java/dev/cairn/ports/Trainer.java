package dev.cairn.ports;

import dev.cairn.settings.LossSettings;
import java.util.List;

/** Takes gradient steps on policies; behind it stands a PyTorch worker. */
public interface Trainer {
    /** Opens a session on a policy; a higher fence of the same run closes that run's older sessions. */
    Session open(TrainerSession session) throws InterruptedException;

    /** One policy in training with its optimizer state; closing frees both. */
    interface Session extends AutoCloseable {
        /**
         * One optimizer step over the whole batch, idempotent by its sequence number.
         *
         * @param sequence 0, 1, 2, ... within the session
         * @throws PortException if the loss or a gradient is not finite, or if the sampler's log-probabilities do not
         *     belong to these weights; nothing is applied then
         */
        StepReport step(int sequence, List<TrainingSequence> batch, double learningRate, LossSettings loss)
                throws InterruptedException;

        /** Log-probabilities of the completion tokens under one of the session's distributions, one array a sequence. */
        List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature)
                throws InterruptedException;

        /**
         * Writes the policy to scratch for sampling, without optimizer.
         *
         * <p>It is there until the session publishes again or is closed, however often it is sampled.
         */
        PolicyRef publish(String name) throws InterruptedException;

        /** Writes the policy durably, without optimizer: nothing trains it further with these moments. */
        PolicyRef keep(String name) throws InterruptedException;

        /** Writes policy and optimizer durably. */
        PolicyRef checkpoint(String name) throws InterruptedException;

        @Override
        void close();
    }

    /** Whose log-probabilities are asked for. */
    enum Distribution {
        /** The session's policy as it is now. */
        POLICY,
        /** The base model: the adapter switched off. */
        BASE,
        /** The frozen baseline policy named at opening. */
        BASELINE
    }
}
