package dev.cairn.soar;

import static dev.cairn.soar.SmallSettings.QUESTIONS;
import static dev.cairn.soar.SmallSettings.REPEATS;
import static dev.cairn.soar.SmallSettings.SETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Completion;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.TrainerSession;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.UnitResult.Baseline;
import dev.cairn.ports.UnitResult.Decision;
import dev.cairn.ports.UnitResult.Initial;
import dev.cairn.ports.UnitResult.Taught;
import dev.cairn.ports.UnitResult.Trial;
import dev.cairn.ports.UnitResult.Written;
import dev.cairn.settings.LossSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.RoleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SoarRunTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(SmallSettings.REWARD_QUESTIONS);

    /**
     * Gains of a student over v0, of 8 questions: R[0] = (1+2+0)/24, R[1] = (3+1+2)/24 in steps 0 and 1. Set 1 is best, and
     * of its repeats the median is repeat 2 with 2. Students of later steps keep those 2 and gain the same again.
     */
    private static final FakeScript STEADY_GAINS = new FakeScript() {
        private final int[][] gains = {{1, 2, 0}, {3, 1, 2}};

        @Override
        public int solved(String origin) {
            if (!origin.startsWith("t/")) {
                return 0;
            }
            String[] parts = origin.split("/", -1);
            int promotionsBefore = Integer.parseInt(parts[1]) / 2;
            return 2 * promotionsBefore + gains[Integer.parseInt(parts[3])][Integer.parseInt(parts[4])];
        }
    };

    private final FakeCluster cluster = new FakeCluster(PROBLEMS, STEADY_GAINS);
    private final InMemoryJournal journal = new InMemoryJournal(1);

    private SoarOutcome run(SoarSettings settings, int parallel) throws InterruptedException {
        return new SoarRun(cluster.context(11, journal), settings, PROBLEMS, parallel).run();
    }

    @Test
    void aTrialsStudentIsKeptWithoutMomentsThatNothingReads() throws Exception {
        run(SmallSettings.soar(4, 2), 1);
        SoarSettings settings = SmallSettings.soar(4, 2);
        TrainerSession resumed = new TrainerSession(
                "resumed",
                1,
                1,
                new TrainerSession.Source.From(trial(0, 1, 0).student().policy()),
                TrainerSession.OptimizerState.CHECKPOINT,
                settings.lora(),
                settings.adam(),
                null);
        assertThatThrownBy(() -> cluster.trainer().open(resumed)).hasMessageContaining("written without them");
        assertThat(trial(0, 1, 0).student().policy().root()).isEqualTo(StorageRoot.DURABLE);
    }

    @Test
    void rewardsAreGainsOverTheBaselineOnTheSameQuestions() throws Exception {
        run(SmallSettings.soar(4, 2), 1);
        for (int t = 0; t < 4; t++) {
            String prefix = "r1/t/" + t + "/";
            List<List<String>> greedy = cluster.calls().generations().stream()
                    .filter(call ->
                            call.name().startsWith(prefix) && call.sampling().temperature() == 0)
                    .map(call -> call.slots().stream().map(PromptSlot::prompt).toList())
                    .toList();
            assertThat(greedy).as("baseline and every student of step %d", t).hasSize(1 + SETS * REPEATS);
            assertThat(Set.copyOf(greedy)).as("ask the same questions").hasSize(1);
            assertThat(new HashSet<>(greedy.getFirst()))
                    .as("without replacement")
                    .hasSize(8);
            assertThat(decision(t).setRewards()).containsExactly(3 / 24.0, 6 / 24.0);
        }
        assertThat(baseline(0).correct()).containsOnly(false);
        assertThat(baseline(2).correct())
                .as("the promoted student solves two")
                .filteredOn(solved -> solved)
                .hasSize(2);
        assertThat(trial(0, 1, 0).reward()).isEqualTo(3 / 8.0);
    }

    @Test
    void rewardQuestionsAreDrawnAfreshEachStep() throws Exception {
        run(SmallSettings.soar(2, 2), 1);
        assertThat(baseline(0).problems()).isNotEqualTo(baseline(1).problems());
    }

    @Test
    void aPromotionTakesTheMedianRepeatOfTheBestSetAndEmptiesTheWindow() throws Exception {
        SoarOutcome outcome = run(SmallSettings.soar(4, 2), 1);
        double rhat = 9 / 48.0;
        assertThat(decision(0).window()).containsExactly(rhat);
        assertThat(decision(0).movingAverage()).isNull();
        assertThat(decision(0).promoted()).isFalse();
        assertThat(decision(0).student()).isEqualTo(initial().student());
        assertThat(decision(1).movingAverage()).isCloseTo(rhat, within(1e-12));
        assertThat(decision(1).promoted()).isTrue();
        assertThat(decision(1).bestSet()).isEqualTo(1);
        assertThat(decision(1).medianRepeat()).isEqualTo(2);
        assertThat(decision(1).student()).isEqualTo(trial(1, 1, 2).student());
        assertThat(decision(2).window()).as("emptied").hasSize(1);
        assertThat(decision(2).promoted()).isFalse();
        assertThat(decision(3).promoted()).isTrue();
        assertThat(outcome.promotions()).isEqualTo(2);
        assertThat(outcome.student()).isEqualTo(trial(3, 1, 2).student());
        assertThat(outcome.teacher()).isEqualTo(taught(3).teacher());
        assertThat(outcome.innerStepsOfLineage()).isEqualTo(outcome.student().optimizerSteps());
    }

    @Test
    void allStudentsOfAStepStartFromTheBaselineWithFreshMoments() throws Exception {
        run(SmallSettings.soar(3, 2), 1);
        for (int t = 0; t < 3; t++) {
            PolicyRef expected = t < 2
                    ? initial().student().policy()
                    : trial(1, 1, 2).student().policy();
            String prefix = "r1/t/" + t + "/trial";
            List<TrainerSession> sessions = cluster.calls().sessions().stream()
                    .filter(session -> session.name().startsWith(prefix))
                    .toList();
            assertThat(sessions).hasSize(SETS * REPEATS).allSatisfy(session -> {
                assertThat(session.from()).isEqualTo(new TrainerSession.Source.From(expected));
                assertThat(session.optimizer()).isEqualTo(TrainerSession.OptimizerState.FRESH);
            });
        }
    }

    @Test
    void studentRunsGrowWithPromotionsUpToTheirLimit() throws Exception {
        run(SmallSettings.soar(5, 2), 1); // promotes in steps 1 and 3
        assertThat(decision(4).promotions()).isEqualTo(2);
        assertThat(List.of(1, 2, 4).stream().map(t -> trial(t, 0, 0).steps().size()))
                .as("2, one more, and not above 3")
                .containsExactly(2, 3, 3);
        List<Double> rates = trial(2, 0, 0).steps().stream()
                .map(UnitResult.InnerStep::learningRate)
                .toList();
        assertThat(rates.get(0)).isEqualTo(1e-2);
        assertThat(rates.get(1)).as("the schedule is over three steps").isCloseTo(0.75e-2, within(1e-15));
    }

    @Test
    void eachRoleIsSampledAndTrainedAtItsTemperature() throws Exception {
        SoarSettings usual = SmallSettings.soar(1, 1);
        RoleSettings teacher = new RoleSettings(1e-3, 0, 64, 0.7, 1, LossSettings.defaults());
        RoleSettings student = new RoleSettings(1e-2, 0, 32, 0.9, 1, LossSettings.defaults());
        run(
                new SoarSettings(
                        usual.outer(), usual.inner(), teacher, student, usual.lora(), usual.adam(), usual.beyond()),
                1);

        assertThat(cluster.calls().generations())
                .allSatisfy(call -> assertThat(call.sampling().temperature())
                        .as(call.name())
                        .isEqualTo(
                                call.name().contains("/write")
                                        ? 0.7
                                        : call.name().contains("/step/") ? 0.9 : 0));
        assertThat(cluster.calls().steps())
                .hasSize(1 + 2 * SETS * REPEATS)
                .allSatisfy(step -> assertThat(step.temperature())
                        .as(step.session())
                        .isEqualTo(step.session().contains("/teach") ? 0.7 : 0.9));
    }

    @Test
    void everyCompletionOfASetCarriesItsAdvantageAndTheOptimizerGoesOn() throws Exception {
        run(SmallSettings.soar(2, 2), 1);
        Calls.Step step = teacherStep(0);
        double difference = 3 / 24.0; // R[1] - R[0]
        assertThat(step.batch().stream().map(TrainingSequence::advantage))
                .containsExactly(-difference, -difference, -difference, difference, difference, difference);
        List<Completion> kept = cluster.completionFiles().load(written(0).completions());
        assertThat(kept).hasSize(SETS * QUESTIONS);
        assertThat(step.batch().stream().map(TrainingSequence::tokens))
                .isEqualTo(kept.stream().map(Completion::tokens).toList());
        assertThat(taught(0).advantages()).containsExactly(-difference, difference);
        assertThat(taught(0).learningRate()).isEqualTo(1e-3);
        assertThat(taught(1).learningRate()).isCloseTo(0.5e-3, within(1e-15)); // cos(pi/2) of S = T = 2
        TrainerSession second = cluster.calls().sessions().stream()
                .filter(session -> session.name().startsWith("r1/t/1/teach"))
                .findFirst()
                .orElseThrow();
        assertThat(second.from())
                .isEqualTo(new TrainerSession.Source.From(taught(0).teacher().policy()));
        assertThat(second.optimizer()).isEqualTo(TrainerSession.OptimizerState.CHECKPOINT);
        assertThat(taught(1).teacher().optimizerSteps()).isEqualTo(2);
    }

    @Test
    void theShuffledControlTeachesWithTheSameRewardsInRandomOrderAndPromotesByTheMeasured() throws Exception {
        SoarSettings measured = SmallSettings.soar(6, 2);
        run(SmallSettings.with(measured.outer().with(OuterSettings.TeacherRewards.SHUFFLED), measured.student()), 1);
        double difference = 3 / 24.0; // R[1] - R[0]
        Set<List<Double>> orders = new HashSet<>();
        for (int t = 0; t < 6; t++) {
            assertThat(decision(t).setRewards()).containsExactly(3 / 24.0, 6 / 24.0);
            assertThat(decision(t).bestSet()).isEqualTo(1);
            orders.add(taught(t).advantages());
        }
        assertThat(orders)
                .containsExactlyInAnyOrder(List.of(-difference, difference), List.of(difference, -difference));
    }

    @Test
    void equalRewardsTeachTheTeacherNothing() throws Exception {
        FakeCluster flat = new FakeCluster(PROBLEMS, new FakeScript() {
            @Override
            public int solved(String origin) {
                return 0;
            }
        });
        SoarOutcome outcome = new SoarRun(flat.context(11, journal), SmallSettings.soar(2, 1), PROBLEMS, 1).run();
        assertThat(taught(0).report().skipped()).isTrue();
        assertThat(outcome.promotions()).isZero();
        assertThat(outcome.teacher().optimizerSteps()).isZero();
        assertThat(outcome.teacher().policy().sha256())
                .isEqualTo(Objects.requireNonNull(initial().teacher()).policy().sha256());
        assertThat(outcome.student()).isEqualTo(initial().student());
    }

    @Test
    void noSeedIsSharedInAWholeRun() throws Exception {
        run(SmallSettings.soar(4, 2), 1);
        Set<Long> seen = new HashSet<>();
        for (Calls.Generation call : cluster.calls().generations()) {
            for (PromptSlot slot : call.slots()) {
                for (int sample = 0; sample < call.sampling().samples(); sample++) {
                    assertThat(seen.add(slot.seed() + sample))
                            .as("%s: %s", call.name(), slot)
                            .isTrue();
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(500);
    }

    @Test
    void theSameQuestionTwiceInABatchIsTwoRequests() throws Exception {
        run(SmallSettings.soar(1, 1), 1); // 4 places for 3 questions
        Calls.Generation batch = cluster.calls().generations().stream()
                .filter(call -> call.name().startsWith("r1/t/0/trial/0/0/step/0"))
                .findFirst()
                .orElseThrow();
        assertThat(batch.slots()).hasSize(4);
        assertThat(batch.slots().stream().map(PromptSlot::prompt).distinct()).hasSize(3);
        assertThat(batch.slots().stream().map(PromptSlot::seed).distinct()).hasSize(4);
        assertThat(batch.sampling()).isEqualTo(new Sampling(1, 4, 32));
    }

    @Test
    void trialsSideBySideGiveWhatTrialsInTurnGive() throws Exception {
        run(SmallSettings.soar(3, 1), 1);
        InMemoryJournal other = new InMemoryJournal(1);
        FakeCluster sameWorld = new FakeCluster(PROBLEMS, STEADY_GAINS);
        new SoarRun(sameWorld.context(11, other), SmallSettings.soar(3, 1), PROBLEMS, 6).run();
        assertThat(other.comparable()).isEqualTo(journal.comparable());
    }

    @Test
    void anotherSeedIsAnotherRun() throws Exception {
        run(SmallSettings.soar(1, 1), 1);
        InMemoryJournal other = new InMemoryJournal(1);
        new SoarRun(new FakeCluster(PROBLEMS, STEADY_GAINS).context(12, other), SmallSettings.soar(1, 1), PROBLEMS, 1)
                .run();
        assertThat(other.comparable().get("init"))
                .isNotEqualTo(journal.comparable().get("init"));
        assertThat(other.comparable().get("t/0/write"))
                .isNotEqualTo(journal.comparable().get("t/0/write"));
    }

    @Test
    void contradictingSettingsAreRefusedBeforeAnythingIsMade() {
        List<Problem> few = PROBLEMS.subList(0, 7);
        assertThatThrownBy(() -> new SoarRun(cluster.context(1, journal), SmallSettings.soar(1, 1), few, 1).run())
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.FIX_REQUEST))
                .hasMessageContaining("soar.outer.rewardQuestions is 8, but only 7");
        assertThat(journal.units()).isEmpty();
    }

    @Test
    void unitsAreTheOnesTheJournalExpects() throws Exception {
        run(SmallSettings.soar(1, 1), 1);
        assertThat(journal.units().stream().map(Unit::text).collect(Collectors.joining(" ")))
                .isEqualTo("init t/0/write t/0/baseline t/0/trial/0/0 t/0/trial/0/1 t/0/trial/0/2 t/0/trial/1/0"
                        + " t/0/trial/1/1 t/0/trial/1/2 t/0/promote t/0/teach");
    }

    private Calls.Step teacherStep(int t) {
        return cluster.calls().steps().stream()
                .filter(step -> step.session().startsWith("r1/t/" + t + "/teach"))
                .findFirst()
                .orElseThrow();
    }

    private Initial initial() {
        return journal.result(Unit.init());
    }

    private Written written(int t) {
        return journal.result(Unit.write(t));
    }

    private Baseline baseline(int t) {
        return journal.result(Unit.baseline(t));
    }

    private Trial trial(int t, int k, int j) {
        return journal.result(Unit.trial(t, k, j));
    }

    private Decision decision(int t) {
        return journal.result(Unit.promote(t));
    }

    private Taught taught(int t) {
        return journal.result(Unit.teach(t));
    }
}
