package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.UnitResult.Segment;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.KlSettings;
import dev.cairn.settings.KlSettings.KlEstimator;
import dev.cairn.settings.KlSettings.KlPlacement;
import dev.cairn.settings.KlSettings.KlReference;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.settings.TrainSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InnerLoopTest {
    /** Four questions, four completions of each. */
    private static final int SAMPLES_A_STEP = 16;

    private static final List<Problem> PROBLEMS = FakeCluster.problems(6);

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private FakeCluster train(FakeScript script, RoleSettings student, int steps, int segment)
            throws InterruptedException {
        FakeCluster cluster = new FakeCluster(PROBLEMS, script);
        SoarSettings settings = SmallSettings.with(SmallSettings.soar(1, 1).outer(), student);
        new TrainRun(
                        cluster.context(9, journal),
                        new TrainSettings(steps, segment, 0),
                        settings,
                        new TrainingQuestions.Throughout(PROBLEMS))
                .run();
        return cluster;
    }

    private static RoleSettings usual() {
        return SmallSettings.role(LossSettings.defaults());
    }

    @Test
    void advantagesAreLeaveOneOutWithinEachQuestion() throws Exception {
        FakeCluster cluster = train(new FakeScript() {}, usual(), 1, 1);
        List<Rollout> rollouts = journal.rollouts(Unit.segment(0));
        assertThat(rollouts).hasSize(16).allMatch(rollout -> rollout.purpose() == Rollout.Purpose.TRAIN);
        Map<Integer, List<Rollout>> groups = rollouts.stream().collect(Collectors.groupingBy(Rollout::promptIndex));
        assertThat(groups).hasSize(4);
        groups.values()
                .forEach(group -> group.forEach(one -> {
                    double others = group.stream()
                            .filter(other -> other.sample() != one.sample())
                            .mapToDouble(Rollout::reward)
                            .average()
                            .orElseThrow();
                    assertThat(one.advantage()).isCloseTo(one.reward() - others, within(1e-9));
                }));
        assertThat(rollouts.stream().map(Rollout::reward))
                .as("right and wrong ones")
                .contains(120.0, 10.0);
        assertThat(cluster.calls().steps().getFirst().batch().stream().map(TrainingSequence::advantage))
                .as("what the trainer got")
                .containsExactlyElementsOf(
                        rollouts.stream().map(Rollout::advantage).toList());
        UnitResult.InnerStep step = segment(0).steps().getFirst();
        assertThat(step.meanReward())
                .isCloseTo(
                        rollouts.stream().mapToDouble(Rollout::reward).average().orElseThrow(), within(1e-9));
        assertThat(step.correctShare())
                .isEqualTo(rollouts.stream()
                                .filter(r -> r.verdict() == Verdict.VERIFIED)
                                .count()
                        / 16.0);
    }

    @Test
    void eachStepSamplesFromTheVersionBeforeItAndTheFirstFromTheStartItself() throws Exception {
        FakeCluster cluster = train(new FakeScript() {}, usual(), 3, 3);
        List<PolicyRef> sampled = cluster.calls().generations().stream()
                .map(Calls.Generation::policy)
                .toList();
        assertThat(sampled.get(0).root()).isEqualTo(StorageRoot.DURABLE);
        assertThat(sampled.get(1).root()).isEqualTo(StorageRoot.SCRATCH);
        assertThat(sampled.stream().map(PolicyRef::sha256).distinct()).hasSize(3);
        assertThat(segment(0).student().optimizerSteps()).isEqualTo(3);
    }

    @Test
    void whenNothingIsLearntTheStepIsSkippedAndTheScheduleGoesOn() throws Exception {
        FakeScript alwaysWrong = new FakeScript() {
            @Override
            public boolean sampledRight(String prompt, long draw) {
                return false;
            }
        };
        train(alwaysWrong, usual(), 4, 4);
        assertThat(segment(0).steps()).hasSize(4).allMatch(step -> step.report().skipped());
        assertThat(segment(0).steps().get(2).learningRate()).isCloseTo(0.5e-2, within(1e-15));
        assertThat(segment(0).student().optimizerSteps()).isZero();
    }

    @Test
    void aSkippedStepPublishesNothingAndTheNextSamplesTheSameVersion() throws Exception {
        FakeScript alwaysWrong = new FakeScript() {
            @Override
            public boolean sampledRight(String prompt, long draw) {
                return false;
            }
        };
        FakeCluster cluster = train(alwaysWrong, usual(), 4, 4);
        assertThat(cluster.calls().generations())
                .hasSize(4)
                .extracting(Calls.Generation::policy)
                .containsOnly(cluster.calls().generations().getFirst().policy());
    }

    @Test
    void aVersionIsSampledAgainAfterASkippedStepAndReplacedAfterTheNext() throws Exception {
        AtomicInteger sampled = new AtomicInteger();
        FakeScript secondTeachesNothing = new FakeScript() {
            @Override
            public boolean sampledRight(String prompt, long draw) {
                return sampled.getAndIncrement() / SAMPLES_A_STEP != 1 && Math.floorMod(draw, 2) == 0;
            }
        };
        FakeCluster cluster = train(secondTeachesNothing, usual(), 4, 4);
        assertThat(segment(0).steps())
                .extracting(step -> step.report().skipped())
                .containsExactly(false, true, false, false);
        List<PolicyRef> policies = cluster.calls().generations().stream()
                .map(Calls.Generation::policy)
                .toList();
        assertThat(policies.get(2)).isEqualTo(policies.get(1));
        assertThat(policies.get(3)).isNotEqualTo(policies.get(2));
    }

    @Test
    void abortedCompletionsAreNeitherGradedNorTrainedOn() throws Exception {
        FakeCluster cluster = train(
                new FakeScript() {
                    @Override
                    public FinishReason finish(String prompt, long draw) {
                        return Math.floorMod(draw >> 33, 4) == 0 ? FinishReason.ABORTED : FinishReason.STOP;
                    }
                },
                usual(),
                1,
                1);
        int trained = cluster.calls().steps().getFirst().batch().size();
        assertThat(trained).isBetween(1, 15);
        assertThat(journal.rollouts(Unit.segment(0))).hasSize(trained);
    }

    @Test
    void cutOffCompletionsStayInTheLossUnlessMasked() throws Exception {
        FakeScript cutOff = new FakeScript() {
            @Override
            public FinishReason finish(String prompt, long draw) {
                return FinishReason.LENGTH;
            }
        };
        assertThat(train(cutOff, usual(), 1, 1).calls().steps().getFirst().batch())
                .hasSize(16)
                .allMatch(TrainingSequence::inLoss);
        InMemoryJournal other = new InMemoryJournal(2);
        FakeCluster cluster = new FakeCluster(PROBLEMS, cutOff);
        SoarSettings masked = SmallSettings.with(
                SmallSettings.soar(1, 1).outer(), SmallSettings.role(SmallSettings.loss(KlSettings.defaults(), true)));
        new TrainRun(
                        cluster.context(9, other),
                        new TrainSettings(1, 1, 0),
                        masked,
                        new TrainingQuestions.Throughout(PROBLEMS))
                .run();
        assertThat(cluster.calls().steps().getFirst().batch()).hasSize(16).noneMatch(TrainingSequence::inLoss);
    }

    @Test
    void k1TakesTheKlOffTheRewardBeforeAdvantages() throws Exception {
        KlSettings kl = new KlSettings(0.5, KlEstimator.K1, KlPlacement.REWARD, KlReference.BASELINE);
        RoleSettings k1 = SmallSettings.role(SmallSettings.loss(kl, false));
        FakeCluster cluster = train(new FakeScript() {}, k1, 1, 1);
        List<Rollout> rollouts = journal.rollouts(Unit.segment(0));
        List<TrainingSequence> batch = cluster.calls().steps().getFirst().batch();
        double[] rewards = new double[16];
        for (int i = 0; i < rewards.length; i++) {
            double sumOfD = FakeCluster.excessOverReference(batch.get(i).tokens());
            rewards[i] = rollouts.get(i).reward() - 0.5 * sumOfD; // coefficient 0.5
        }
        for (int i = 0; i < rewards.length; i++) {
            int first = i / 4 * 4;
            double others =
                    (rewards[first] + rewards[first + 1] + rewards[first + 2] + rewards[first + 3] - rewards[i]) / 3;
            assertThat(batch.get(i).advantage()).isCloseTo(rewards[i] - others, within(1e-6));
        }
        assertThat(rollouts.stream().map(Rollout::reward))
                .as("kept without the KL")
                .containsOnly(120.0, 10.0);
        TrainerSession session = cluster.calls().sessions().getLast();
        assertThat(session.baseline()).as("loaded for the KL").isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = KlEstimator.class,
            names = {"K2", "K3"})
    void anEstimatorForTheLossIsNotSubtractedFromTheReward(KlEstimator estimator) {
        KlSettings kl = new KlSettings(0.5, estimator, KlPlacement.REWARD, KlReference.BASELINE);
        RoleSettings role = SmallSettings.role(SmallSettings.loss(kl, false));
        assertThatThrownBy(() -> train(new FakeScript() {}, role, 1, 1))
                .hasStackTraceContaining("the KL estimator " + estimator + " is for the loss only");
    }

    @Test
    void rewardScaleMultipliesBeforeAdvantagesOnly() throws Exception {
        train(new FakeScript() {}, usual(), 1, 1);
        List<Rollout> plain = journal.rollouts(Unit.segment(0));
        InMemoryJournal other = new InMemoryJournal(1);
        RoleSettings scaled = new RoleSettings(1e-2, 0, 32, 1, 0.25, LossSettings.defaults());
        SoarSettings settings = SmallSettings.with(SmallSettings.soar(1, 1).outer(), scaled);
        new TrainRun(
                        new FakeCluster(PROBLEMS, new FakeScript() {}).context(9, other),
                        new TrainSettings(1, 1, 0),
                        settings,
                        new TrainingQuestions.Throughout(PROBLEMS))
                .run();
        List<Rollout> quarter = other.rollouts(Unit.segment(0));
        for (int i = 0; i < plain.size(); i++) {
            assertThat(quarter.get(i).reward()).isEqualTo(plain.get(i).reward());
            assertThat(quarter.get(i).advantage()).isCloseTo(plain.get(i).advantage() / 4, within(1e-9));
        }
    }

    @Test
    void segmentsContinueOneOptimizerAndOneScheduleAsIfTheyWereOne() throws Exception {
        FakeCluster cluster = train(new FakeScript() {}, usual(), 5, 2);
        assertThat(segment(2).firstStep()).isEqualTo(4);
        assertThat(segment(2).steps()).hasSize(1);
        InMemoryJournal other = new InMemoryJournal(1);
        SoarSettings settings = SmallSettings.with(SmallSettings.soar(1, 1).outer(), usual());
        Checkpoint inOne = new TrainRun(
                        new FakeCluster(PROBLEMS, new FakeScript() {}).context(9, other),
                        new TrainSettings(5, 5, 0),
                        settings,
                        new TrainingQuestions.Throughout(PROBLEMS))
                .run();
        assertThat(segment(2).student().policy().sha256())
                .isEqualTo(inOne.policy().sha256());
        assertThat(segment(2).student().optimizerSteps()).isEqualTo(5);
        assertThat(cluster.calls().sessions()).hasSize(4); // init and three segments
    }

    @Test
    void noStepsLeaveTheFreshStudent() throws Exception {
        FakeCluster cluster = train(new FakeScript() {}, usual(), 0, 10);
        assertThat(journal.units()).containsExactly(Unit.init());
        assertThat(cluster.calls().steps()).isEmpty();
    }

    private Segment segment(int index) {
        return journal.result(Unit.segment(index));
    }
}
