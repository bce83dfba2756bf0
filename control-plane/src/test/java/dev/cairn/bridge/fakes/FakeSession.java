package dev.cairn.bridge.fakes;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LossSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One bigram policy in training; the loss is the policy term alone, its KL is reported but not descended. */
final class FakeSession implements Session {
    private final FakeTrainer trainer;
    private final TrainerSession opened;
    private final TinyPolicy policy;
    private final TinyPolicy baseline;
    private int last = -1;
    private @Nullable StepReport lastReport;

    FakeSession(FakeTrainer trainer, TrainerSession opened, TinyPolicy policy, TinyPolicy baseline) {
        this.trainer = trainer;
        this.opened = opened;
        this.policy = policy;
        this.baseline = baseline;
    }

    String name() {
        return opened.name();
    }

    long run() {
        return opened.run();
    }

    long fence() {
        return opened.fence();
    }

    @Override
    public synchronized StepReport step(
            int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss) {
        trainer.checkOpen(this);
        if (sequence == last && lastReport != null) {
            return lastReport;
        }
        if (sequence != last + 1) {
            throw new PortException(
                    Remedy.FIX_REQUEST, "sequence is %d, allowed are %d and %d".formatted(sequence, last, last + 1));
        }
        StepReport report = apply(batch, learningRate, temperature, loss);
        last = sequence;
        lastReport = report;
        return report;
    }

    private StepReport apply(List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss) {
        double[] gradient = policy.emptyGradient();
        double mismatch = 0;
        double worst = 0;
        double entropy = 0;
        double kl = 0;
        double value = 0;
        int tokens = 0;
        for (TrainingSequence sequence : batch) {
            for (int t = 0; t < sequence.tokens().length; t++) {
                int before = before(sequence, t);
                int token = sequence.tokens()[t];
                double[] logprobs = policy.logprobs(before, temperature);
                double difference = Math.abs(logprobs[token] - sequence.samplerLogprobs()[t]);
                mismatch += difference;
                worst = Math.max(worst, difference);
                entropy -= Arrays.stream(logprobs).map(l -> l * Math.exp(l)).sum();
                double d = logprobs[token] - TinyPolicy.base().logprobs(before, temperature)[token];
                tokens++;
                if (sequence.inLoss()) {
                    double weight = sequence.advantage() / batch.size();
                    value -= weight * logprobs[token];
                    kl += d * d / 2 / batch.size();
                    policy.addGradient(gradient, before, token, temperature, -weight);
                }
            }
        }
        double mean = tokens == 0 ? 0 : mismatch / tokens;
        if (mean > loss.mismatchLimit()) {
            throw new PortException(
                    Remedy.FIX_REQUEST,
                    "mean |sampler - trainer log-probability| is %.4f, the limit %s; nothing was applied"
                            .formatted(mean, loss.mismatchLimit()));
        }
        boolean skipped = batch.stream().allMatch(s -> s.advantage() == 0 || !s.inLoss());
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        if (!skipped) {
            double scale = norm > loss.maxGradNorm() ? loss.maxGradNorm() / norm : 1;
            AdamSettings adam = opened.adam();
            double[] clipped = Arrays.stream(gradient).map(g -> g * scale).toArray();
            policy.descend(clipped, learningRate, adam.beta1(), adam.beta2(), adam.epsilon());
        }
        return new StepReport(
                value + loss.kl().coefficient() * kl,
                kl,
                tokens == 0 ? 0 : entropy / tokens,
                norm,
                norm > loss.maxGradNorm(),
                skipped,
                mean,
                worst,
                tokens,
                0);
    }

    @Override
    public synchronized List<Double> alignments(
            List<TrainingSequence> reference,
            List<List<TrainingSequence>> sets,
            double temperature,
            LossSettings loss) {
        trainer.checkOpen(this);
        double[] target = gradient(reference, temperature);
        return sets.stream()
                .map(set -> cosine(target, gradient(set, temperature)))
                .toList();
    }

    private double[] gradient(List<TrainingSequence> batch, double temperature) {
        double[] gradient = policy.emptyGradient();
        for (TrainingSequence sequence : batch) {
            for (int t = 0; t < sequence.tokens().length; t++) {
                double weight = sequence.inLoss() ? sequence.advantage() / batch.size() : 0;
                policy.addGradient(gradient, before(sequence, t), sequence.tokens()[t], temperature, -weight);
            }
        }
        return gradient;
    }

    private static double cosine(double[] left, double[] right) {
        double product = IntStream.range(0, left.length)
                .mapToDouble(i -> left[i] * right[i])
                .sum();
        double lengths = length(left) * length(right);
        return lengths == 0 ? 0 : product / lengths;
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }

    @Override
    public synchronized List<float[]> logprobs(
            Distribution distribution, List<TrainingSequence> batch, double temperature) {
        trainer.checkOpen(this);
        TinyPolicy asked = switch (distribution) {
            case POLICY -> policy;
            case BASE -> TinyPolicy.base();
            case BASELINE -> baseline;
        };
        return batch.stream()
                .map(sequence -> {
                    float[] logprobs = new float[sequence.tokens().length];
                    for (int t = 0; t < logprobs.length; t++) {
                        logprobs[t] = (float) asked.logprobs(before(sequence, t), temperature)[sequence.tokens()[t]];
                    }
                    return logprobs;
                })
                .toList();
    }

    @Override
    public PolicyRef publish(String name) {
        return write(StorageRoot.SCRATCH, name, TinyPolicy.Contents.POLICY);
    }

    @Override
    public PolicyRef keep(String name) {
        return write(StorageRoot.DURABLE, name, TinyPolicy.Contents.POLICY);
    }

    @Override
    public PolicyRef checkpoint(String name) {
        return write(StorageRoot.DURABLE, name, TinyPolicy.Contents.WITH_OPTIMIZER);
    }

    private synchronized PolicyRef write(StorageRoot root, String name, TinyPolicy.Contents what) {
        trainer.checkOpen(this);
        Path directory = trainer.reserve(root, name);
        if (Files.exists(directory)) {
            throw new PortException(Remedy.FIX_REQUEST, directory + " exists; policies are never overwritten");
        }
        policy.write(directory, what);
        return new PolicyRef(root, name, policy.sha256());
    }

    @Override
    public void close() {
        trainer.close(this);
    }

    private static int before(TrainingSequence sequence, int t) {
        return t > 0 ? sequence.tokens()[t - 1] : sequence.promptTokens()[sequence.promptTokens().length - 1];
    }
}
