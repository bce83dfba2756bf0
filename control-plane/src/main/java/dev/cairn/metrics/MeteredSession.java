package dev.cairn.metrics;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import java.util.List;
import java.util.function.UnaryOperator;

/** A trainer session that times its calls and counts its steps. */
record MeteredSession(Trainer.Session session, TrainerCalls calls, UnaryOperator<StepReport> count)
        implements Trainer.Session {
    @Override
    public StepReport step(
            int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss)
            throws InterruptedException {
        return count.apply(calls.step().timed(() -> session.step(sequence, batch, learningRate, temperature, loss)));
    }

    @Override
    public List<float[]> logprobs(Trainer.Distribution distribution, List<TrainingSequence> batch, double temperature)
            throws InterruptedException {
        return calls.logprobs().timed(() -> session.logprobs(distribution, batch, temperature));
    }

    @Override
    public List<Double> alignments(
            List<TrainingSequence> reference, List<List<TrainingSequence>> sets, double temperature, LossSettings loss)
            throws InterruptedException {
        return calls.alignments().timed(() -> session.alignments(reference, sets, temperature, loss));
    }

    @Override
    public PolicyRef publish(String name) throws InterruptedException {
        return calls.publish().timed(() -> session.publish(name));
    }

    @Override
    public PolicyRef keep(String name) throws InterruptedException {
        return calls.keep().timed(() -> session.keep(name));
    }

    @Override
    public PolicyRef checkpoint(String name) throws InterruptedException {
        return calls.checkpoint().timed(() -> session.checkpoint(name));
    }

    @Override
    public void close() {
        session.close();
    }
}
