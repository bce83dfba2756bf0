package dev.cairn.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Trainer;
import dev.cairn.ports.Trainer.Distribution;
import dev.cairn.ports.Trainer.Session;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainerSession.OptimizerState;
import dev.cairn.ports.TrainerSession.Source;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import dev.cairn.settings.LossSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of every trainer. */
abstract class TrainerContract {
    private static final AtomicInteger numbers = new AtomicInteger();
    private static final double TEMPERATURE = 1;
    private static final LossSettings LOSS = LossSettings.defaults();
    private static final double RATE = 0.01;

    /** The trainer; token ids 0 to 15 are in its vocabulary. */
    abstract Trainer trainer();

    @Test
    void aNewAdapterIsTheBaseAndAStepRaisesWhatHadAnAdvantage() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            List<float[]> before = session.logprobs(Distribution.BASE, batch, 1.0);
            assertThat(before.get(0)).hasSize(3);
            assertThat(before.get(2)).isEmpty();
            assertThat(sum(before.get(0))).isCloseTo(sum(batch.get(0).samplerLogprobs()), within(1e-5));

            StepReport report = session.step(0, batch, RATE, TEMPERATURE, LOSS);

            assertThat(report.skipped()).isFalse();
            assertThat(report.tokens()).isEqualTo(5);
            assertThat(report.gradientNorm()).isPositive();
            assertThat(report.entropy()).isPositive();
            assertThat(report.mismatchMax()).isLessThan(1e-4);
            List<float[]> after = session.logprobs(Distribution.POLICY, batch, 1.0);
            assertThat(sum(after.get(0))).isGreaterThan(sum(before.get(0)));
            assertThat(sum(session.logprobs(Distribution.BASE, batch, 1.0).get(0)))
                    .isCloseTo(sum(before.get(0)), within(1e-5));
        }
    }

    @Test
    void theGradientOfTheReferenceIsAlignedWithItselfAndAgainstItsOpposite() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> set = batch(session);
            List<TrainingSequence> opposite = set.stream()
                    .map(s -> sequence(s.promptTokens(), s.tokens(), s.samplerLogprobs(), -s.advantage()))
                    .toList();
            List<TrainingSequence> without = set.stream()
                    .map(s -> sequence(s.promptTokens(), s.tokens(), s.samplerLogprobs(), 0))
                    .toList();
            PolicyRef before = session.publish(name("before"));

            List<Double> cosines = session.alignments(set, List.of(set, opposite, without), TEMPERATURE, LOSS);

            assertThat(cosines).hasSize(3);
            assertThat(cosines.get(0)).isCloseTo(1, within(1e-5));
            assertThat(cosines.get(1)).isCloseTo(-1, within(1e-5));
            assertThat(cosines.get(2)).isZero();
            assertThat(session.publish(name("after")).sha256())
                    .as("nothing is applied")
                    .isEqualTo(before.sha256());
            assertThat(session.step(0, set, RATE, TEMPERATURE, LOSS).skipped()).isFalse();
        }
    }

    @Test
    void theSameSequenceNumberAgainRepeatsTheReplyAndAppliesNothing() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            StepReport first = session.step(0, batch, RATE, TEMPERATURE, LOSS);
            PolicyRef once = session.publish(name("once"));

            assertThat(session.step(0, batch, RATE, TEMPERATURE, LOSS)).isEqualTo(first);

            assertThat(session.publish(name("again")).sha256()).isEqualTo(once.sha256());
        }
    }

    @Test
    void aSequenceNumberThatLeavesAGapIsRefused() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            refused(Remedy.FIX_REQUEST, () -> session.step(3, batch, RATE, TEMPERATURE, LOSS));
            assertThat(session.step(0, batch, RATE, TEMPERATURE, LOSS).skipped())
                    .isFalse();
        }
    }

    @Test
    void zeroAdvantagesSkipTheStep() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            String before = session.publish(name("before")).sha256();
            List<TrainingSequence> flat = batch.stream()
                    .map(s -> new TrainingSequence(s.promptTokens(), s.tokens(), s.samplerLogprobs(), 0, true))
                    .toList();

            assertThat(session.step(0, flat, RATE, TEMPERATURE, LOSS).skipped()).isTrue();

            assertThat(session.publish(name("after")).sha256()).isEqualTo(before);
            assertThat(session.step(1, batch, RATE, TEMPERATURE, LOSS).skipped())
                    .isFalse();
        }
    }

    @Test
    void aStepWithForeignLogprobsIsRefusedAndAppliesNothing() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            List<TrainingSequence> batch = batch(session);
            String before = session.publish(name("before")).sha256();
            List<TrainingSequence> foreign = new ArrayList<>();
            for (TrainingSequence s : batch) {
                float[] shifted = s.samplerLogprobs().clone();
                for (int i = 0; i < shifted.length; i++) {
                    shifted[i] -= 0.5f;
                }
                foreign.add(new TrainingSequence(s.promptTokens(), s.tokens(), shifted, s.advantage(), s.inLoss()));
            }

            PortException error = refused(Remedy.FIX_REQUEST, () -> session.step(0, foreign, RATE, TEMPERATURE, LOSS));

            assertThat(error).hasMessageContaining("0.5");
            assertThat(session.publish(name("after")).sha256()).isEqualTo(before);
            assertThat(session.step(0, batch, RATE, TEMPERATURE, LOSS).skipped())
                    .isFalse();
        }
    }

    @Test
    void publishingNeverOverwrites() throws Exception {
        try (Session session = trainer().open(fresh(run(), 1, 5))) {
            String name = name("taken");
            session.publish(name);
            refused(Remedy.FIX_REQUEST, () -> session.publish(name));
        }
    }

    @Test
    void aCheckpointGoesOnAsIfNothingHadHappened() throws Exception {
        long run = run();
        PolicyRef checkpoint;
        String straight;
        List<TrainingSequence> second;
        try (Session session = trainer().open(fresh(run, 1, 5))) {
            session.step(0, batch(session), RATE, TEMPERATURE, LOSS);
            checkpoint = session.checkpoint(name("checkpoint"));
            second = batch(session);
            session.step(1, second, RATE, TEMPERATURE, LOSS);
            straight = session.publish(name("straight")).sha256();
        }

        assertThat(continued(run, checkpoint, OptimizerState.CHECKPOINT, second))
                .isEqualTo(straight);
        assertThat(continued(run, checkpoint, OptimizerState.FRESH, second)).isNotEqualTo(straight);
    }

    @Test
    void aKeptPolicyLastsAndHasNoMoments() throws Exception {
        long run = run();
        PolicyRef kept;
        PolicyRef published;
        try (Session session = trainer().open(fresh(run, 1, 5))) {
            session.step(0, batch(session), RATE, TEMPERATURE, LOSS);
            kept = session.keep(name("kept"));
            published = session.publish(name("published"));
        }

        assertThat(kept.root()).isEqualTo(StorageRoot.DURABLE);
        assertThat(kept.sha256()).isEqualTo(published.sha256());
        try (Session fork = trainer().open(from(run, kept))) {
            assertThat(fork.publish(name("fork")).sha256()).isEqualTo(kept.sha256());
        }
        refused(Remedy.FIX_REQUEST, () -> continued(run, kept, OptimizerState.CHECKPOINT, List.of()));
    }

    @Test
    void forksOfOnePolicyAreEqual() throws Exception {
        long run = run();
        PolicyRef policy;
        try (Session session = trainer().open(fresh(run, 1, 5))) {
            session.step(0, batch(session), RATE, TEMPERATURE, LOSS);
            policy = session.publish(name("policy"));
        }
        try (Session one = trainer().open(from(run, policy));
                Session two = trainer().open(from(run, policy))) {
            assertThat(one.publish(name("one")).sha256()).isEqualTo(policy.sha256());
            List<TrainingSequence> batch = batch(one);
            assertThat(one.step(0, batch, RATE, TEMPERATURE, LOSS).loss())
                    .isEqualTo(two.step(0, batch, RATE, TEMPERATURE, LOSS).loss());
            assertThat(one.publish(name("one"))).extracting(PolicyRef::sha256).isNotEqualTo(policy.sha256());
            assertThat(one.publish(name("one")).sha256())
                    .isEqualTo(two.publish(name("two")).sha256());
        }
    }

    @Test
    void newAdaptersOfOneSeedAreEqualAndOfTwoSeedsAreNot() throws Exception {
        assertThat(published(5)).isEqualTo(published(5)).isNotEqualTo(published(6));
    }

    @Test
    void theBaselineIsAFrozenPolicyOfItsOwn() throws Exception {
        long run = run();
        PolicyRef policy;
        List<TrainingSequence> batch;
        double trained;
        try (Session session = trainer().open(fresh(run, 1, 5))) {
            batch = batch(session);
            session.step(0, batch, RATE, TEMPERATURE, LOSS);
            trained = sum(session.logprobs(Distribution.POLICY, batch, 1.0).get(0));
            policy = session.publish(name("baseline"));
        }
        TrainerSession plain = fresh(run, 1, 5);
        TrainerSession against = new TrainerSession(
                plain.name(), run, 1, plain.from(), plain.optimizer(), plain.lora(), plain.adam(), policy);
        try (Session session = trainer().open(against)) {
            assertThat(sum(session.logprobs(Distribution.BASELINE, batch, 1.0).get(0)))
                    .isCloseTo(trained, within(1e-5));
            assertThat(sum(session.logprobs(Distribution.POLICY, batch, 1.0).get(0)))
                    .isNotCloseTo(trained, within(1e-5));
        }
    }

    @Test
    void aHigherFenceClosesOlderSessionsAndALowerOneIsRefused() throws Exception {
        long run = run();
        try (Session old = trainer().open(fresh(run, 2, 5))) {
            List<TrainingSequence> batch = batch(old);
            assertThatExceptionOfType(OwnershipLostException.class)
                    .isThrownBy(() -> trainer().open(fresh(run, 1, 5)));
            assertThat(old.step(0, batch, RATE, TEMPERATURE, LOSS).skipped()).isFalse();
            try (Session taken = trainer().open(fresh(run, 3, 5));
                    Session other = trainer().open(fresh(run(), 1, 5))) {
                assertThat(List.of(taken, other)).isNotEmpty();
                assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> old.step(1, batch, RATE, TEMPERATURE, LOSS))
                        .matches(e -> e instanceof OwnershipLostException
                                || (e instanceof PortException p && p.remedy() == Remedy.RETRY));
            }
        }
    }

    @Test
    void aClosedSessionIsUnknownAndClosingAgainDoesNothing() throws Exception {
        Session session = trainer().open(fresh(run(), 1, 5));
        List<TrainingSequence> batch = batch(session);
        session.close();
        refused(Remedy.RETRY, () -> session.step(0, batch, RATE, TEMPERATURE, LOSS));
        session.close();
    }

    @Test
    void closingWorksOnAnInterruptedThreadAndKeepsTheInterrupt() throws Exception {
        Session session = trainer().open(fresh(run(), 1, 5));
        List<TrainingSequence> batch = batch(session);
        Thread.currentThread().interrupt();
        session.close();
        assertThat(Thread.interrupted()).isTrue();
        refused(Remedy.RETRY, () -> session.step(0, batch, RATE, TEMPERATURE, LOSS));
    }

    private String continued(long run, PolicyRef checkpoint, OptimizerState optimizer, List<TrainingSequence> batch)
            throws InterruptedException {
        TrainerSession reopened = new TrainerSession(
                name("reopened"),
                run,
                1,
                new Source.From(checkpoint),
                optimizer,
                new LoraSettings(4, 8),
                AdamSettings.defaults(),
                null);
        try (Session session = trainer().open(reopened)) {
            session.step(0, batch, RATE, TEMPERATURE, LOSS);
            return session.publish(name("continued")).sha256();
        }
    }

    private String published(long seed) throws InterruptedException {
        try (Session session = trainer().open(fresh(run(), 1, seed))) {
            return session.publish(name("seed")).sha256();
        }
    }

    /** Three completions, the last one empty, with the log-probabilities that the session's policy gives them. */
    static List<TrainingSequence> batch(Session session) throws InterruptedException {
        List<TrainingSequence> plain = List.of(
                sequence(new int[] {1, 2, 3}, new int[] {4, 5, 6}, new float[3], 1.0),
                sequence(new int[] {1, 2}, new int[] {7, 8}, new float[2], -1.0),
                sequence(new int[] {3}, new int[0], new float[0], 0.0));
        List<float[]> logprobs = session.logprobs(Distribution.POLICY, plain, TEMPERATURE);
        List<TrainingSequence> batch = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            TrainingSequence s = plain.get(i);
            batch.add(sequence(s.promptTokens(), s.tokens(), logprobs.get(i), s.advantage()));
        }
        return batch;
    }

    private static TrainingSequence sequence(int[] prompt, int[] tokens, float[] logprobs, double advantage) {
        return new TrainingSequence(prompt, tokens, logprobs, advantage, true);
    }

    static TrainerSession fresh(long run, long fence, long seed) {
        return new TrainerSession(
                name("session"),
                run,
                fence,
                new Source.NewAdapter(seed),
                OptimizerState.FRESH,
                new LoraSettings(4, 8),
                AdamSettings.defaults(),
                null);
    }

    private static TrainerSession from(long run, PolicyRef policy) {
        TrainerSession fresh = fresh(run, 1, 0);
        return new TrainerSession(
                fresh.name(), run, 1, new Source.From(policy), OptimizerState.FRESH, fresh.lora(), fresh.adam(), null);
    }

    static long run() {
        return numbers.incrementAndGet();
    }

    static String name(String suffix) {
        return "r1/t0/" + suffix + "/f1." + numbers.incrementAndGet();
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** A call that must be refused. */
    @FunctionalInterface
    interface Refused {
        Object call() throws Exception;
    }

    static PortException refused(Remedy remedy, Refused call) {
        try {
            Object result = call.call();
            throw new AssertionError("not refused but returned " + result);
        } catch (PortException e) {
            assertThat(e.remedy()).as(e.getMessage()).isEqualTo(remedy);
            return e;
        } catch (Exception e) {
            throw new AssertionError("another error than expected", e);
        }
    }
}
