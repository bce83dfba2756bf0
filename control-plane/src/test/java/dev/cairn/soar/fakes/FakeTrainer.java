package dev.cairn.soar.fakes;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.LossSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Mixes batches into weights; refuses samples of other weights than the session's, as the real trainer does. */
final class FakeTrainer implements Trainer {
    private final FakeStore store;
    private final Calls calls;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    FakeTrainer(FakeStore store, Calls calls) {
        this.store = store;
        this.calls = calls;
    }

    @Override
    public Session open(TrainerSession session) throws InterruptedException {
        calls.arrive("open " + session.name());
        calls.claim("session", session.name());
        calls.opened(session);
        FakeWeights start = switch (session.from()) {
            case TrainerSession.Source.NewAdapter fresh ->
                new FakeWeights(session.name(), Mix.of(fresh.seed()), FakeWeights.NO_MOMENTS);
            case TrainerSession.Source.From from -> store.read(from.policy());
        };
        return new FakeSession(
                session,
                switch (session.optimizer()) {
                    case FRESH -> start.withoutMoments();
                    case CHECKPOINT -> withItsMoments(session, start);
                });
    }

    private FakeWeights withItsMoments(TrainerSession session, FakeWeights start) {
        if (session.from() instanceof TrainerSession.Source.From from
                && (from.policy().root() == StorageRoot.SCRATCH
                        || kept.contains(from.policy().path()))) {
            throw new IllegalStateException(session.name() + " asks for moments of a policy written without them");
        }
        return start;
    }

    private final class FakeSession implements Session {
        private final TrainerSession session;
        private FakeWeights weights;
        private int next;
        private @Nullable PolicyRef published;

        FakeSession(TrainerSession session, FakeWeights weights) {
            this.session = session;
            this.weights = weights;
        }

        @Override
        public StepReport step(
                int sequence, List<TrainingSequence> batch, double learningRate, double temperature, LossSettings loss)
                throws InterruptedException {
            calls.arrive("step " + session.name());
            if (sequence != next++) {
                throw new IllegalStateException("sequence " + sequence + " is out of order");
            }
            refuseOthers(batch);
            calls.stepped(
                    new Calls.Step(session.name(), sequence, List.copyOf(batch), learningRate, temperature, loss));
            boolean skipped = batch.stream().filter(TrainingSequence::inLoss).allMatch(one -> one.advantage() == 0);
            if (!skipped) {
                weights = weights.after(batch, learningRate);
            }
            long tokens = batch.stream().mapToLong(one -> one.tokens().length).sum();
            Map<String, Double> metrics = Map.of("sequences", (double) batch.size());
            return new StepReport(0.5, 0.0, 1, skipped ? 0 : 2, !skipped, skipped, 0, 0, tokens, 0.25, metrics);
        }

        /** The policy's are the sampler's; any other distribution is lower in the first token. */
        @Override
        public List<float[]> logprobs(Distribution distribution, List<TrainingSequence> batch, double temperature)
                throws InterruptedException {
            calls.arrive("logprobs " + session.name());
            return batch.stream()
                    .map(one -> {
                        float[] logprobs = one.samplerLogprobs().clone();
                        if (distribution != Distribution.POLICY) {
                            logprobs[0] -= FakeCluster.excessOverReference(one.tokens());
                        }
                        return logprobs;
                    })
                    .toList();
        }

        /** From 0 to 1, by the tokens and advantages of set and reference; 0 without an advantage. */
        @Override
        public List<Double> alignments(
                List<TrainingSequence> reference,
                List<List<TrainingSequence>> sets,
                double temperature,
                LossSettings loss)
                throws InterruptedException {
            calls.arrive("alignments " + session.name());
            for (List<TrainingSequence> set : sets) {
                refuseOthers(set);
            }
            calls.aligned(new Calls.Alignment(session.name(), reference, sets, temperature, loss));
            return sets.stream()
                    .map(set -> set.stream().allMatch(one -> one.advantage() == 0)
                            ? 0.0
                            : (Mix.of(mixed(reference), mixed(set)) >>> 1) / (double) Long.MAX_VALUE)
                    .toList();
        }

        private static long mixed(List<TrainingSequence> batch) {
            long mix = 0;
            for (TrainingSequence one : batch) {
                mix = Mix.of(mix, Arrays.hashCode(one.tokens()), Double.doubleToLongBits(one.advantage()));
            }
            return mix;
        }

        private void refuseOthers(List<TrainingSequence> batch) {
            if (batch.stream().anyMatch(one -> one.samplerLogprobs()[0] != weights.trace(one.tokens()))) {
                throw new PortException(
                        PortException.Remedy.GIVE_UP, session.name() + " was given samples of another policy");
            }
        }

        @Override
        public PolicyRef publish(String name) throws InterruptedException {
            calls.arrive("publish " + name);
            forgetPublished();
            PolicyRef policy = store.write(StorageRoot.SCRATCH, name, weights.withoutMoments());
            published = policy;
            return policy;
        }

        private void forgetPublished() {
            if (published != null) {
                store.forget(published);
            }
        }

        @Override
        public PolicyRef keep(String name) throws InterruptedException {
            calls.arrive("keep " + name);
            kept.add(name);
            return store.write(StorageRoot.DURABLE, name, weights.withoutMoments());
        }

        @Override
        public PolicyRef checkpoint(String name) throws InterruptedException {
            calls.arrive("checkpoint " + name);
            return store.write(StorageRoot.DURABLE, name, weights);
        }

        @Override
        public void close() {
            forgetPublished();
        }
    }
}
