package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.StorageRoot;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.UnitResult.ProblemScore;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.settings.ScreenSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScreenAndEvaluateTest {
    private static final List<Problem> PROBLEMS = FakeCluster.problems(11);
    private static final SoarSettings SETTINGS = SmallSettings.soar(1, 1);

    /** Problems 0 to 3 are solved in half of the samples, the others never; every fourth completion is cut off. */
    private static final FakeScript FOUR_EASY_ONES = new FakeScript() {
        @Override
        public boolean sampledRight(String prompt, long draw) {
            return prompt.matches("(?s).*number [0-3]\\..*") && draw % 2 == 0;
        }

        @Override
        public FinishReason finish(String prompt, long draw) {
            return Math.floorMod(draw, 4) == 1 ? FinishReason.LENGTH : FinishReason.STOP;
        }
    };

    private final FakeCluster cluster = new FakeCluster(PROBLEMS, FOUR_EASY_ONES);
    private final InMemoryJournal journal = new InMemoryJournal(1);

    private ScreenOutcome screen(ScreenSettings screen) throws InterruptedException {
        return new ScreenRun(cluster.context(2, journal), screen, SETTINGS, PROBLEMS).run();
    }

    @Test
    void keepsWhatIsNeverSolvedInTwoRandomHalves() throws Exception {
        ScreenOutcome outcome = screen(new ScreenSettings(16, 4, false));
        assertThat(journal.units().stream().map(Unit::text))
                .containsExactly("init", "screen/0", "screen/1", "screen/2", "split");
        assertThat(outcome.train()).hasSize(3);
        assertThat(outcome.test()).as("an odd one is tested on").hasSize(4);
        List<Problem> kept =
                Stream.concat(outcome.train().stream(), outcome.test().stream()).toList();
        assertThat(kept).containsExactlyInAnyOrderElementsOf(PROBLEMS.subList(4, 11));
        assertThat(kept).as("shuffled").isNotEqualTo(PROBLEMS.subList(4, 11));
        assertThat(journal.result(Unit.screen(2)).scores().stream().map(ProblemScore::problem))
                .containsExactly("p8", "p9", "p10");
        assertThat(journal.rollouts(Unit.screen(0))).hasSize(4 * 16);
    }

    @Test
    void stoppingAtASuccessKeepsTheSameProblemsForFewerCompletions() throws Exception {
        ScreenOutcome whole = screen(new ScreenSettings(16, 4, false));
        InMemoryJournal stopping = new InMemoryJournal(2);
        ScreenOutcome outcome =
                new ScreenRun(cluster.context(2, stopping), new ScreenSettings(16, 4, true), SETTINGS, PROBLEMS).run();
        assertThat(outcome.train()).isEqualTo(whole.train());
        assertThat(outcome.test()).isEqualTo(whole.test());

        List<Rollout> all = journal.rollouts(Unit.screen(0));
        for (ProblemScore score : stopping.result(Unit.screen(0)).scores()) {
            List<Rollout> asked = stopping.rollouts(Unit.screen(0)).stream()
                    .filter(rollout -> rollout.problemId().equals(score.problem()))
                    .toList();
            assertThat(asked)
                    .as("the first completions of %s, as one request gives them", score.problem())
                    .isEqualTo(all.stream()
                            .filter(rollout -> rollout.problemId().equals(score.problem()))
                            .limit(score.samples())
                            .toList());
            assertThat(score.samples()).isIn(4, 8, 16);
            assertThat(score.correct()).isPositive();
            assertThat(asked.subList(0, score.samples() == 4 ? 0 : score.samples() / 2))
                    .as("it went on because none was right")
                    .noneMatch(rollout -> rollout.verdict() == Verdict.VERIFIED);
        }
        assertThat(stopping.result(Unit.screen(1)).scores())
                .as("a problem that is never solved is asked as often as without")
                .allSatisfy(score -> assertThat(score.samples()).isEqualTo(16));
    }

    @Test
    void problemsThatAreTooLongForTheModelAreSetAsideAndCounted() throws Exception {
        RunContext context = cluster.context(
                2,
                journal,
                new PromptRoom(
                        prompts -> prompts.stream()
                                .map(prompt -> prompt.contains("number 7.") ? 101 : 100)
                                .toList(),
                        100 + SETTINGS.student().maxTokens()));
        ScreenOutcome outcome = new ScreenRun(context, new ScreenSettings(16, 4, false), SETTINGS, PROBLEMS).run();
        assertThat(Stream.concat(outcome.train().stream(), outcome.test().stream()))
                .extracting(Problem::id)
                .containsExactlyInAnyOrder("p4", "p5", "p6", "p8", "p9", "p10");
        UnitResult.Split split = journal.result(Unit.split());
        assertThat(split.tooLong()).isEqualTo(1);
        assertThat(split.screened()).isEqualTo(10);
        assertThat(journal.rollouts(Unit.screen(1)))
                .extracting(Rollout::problemId)
                .contains("p6")
                .doesNotContain("p7");
    }

    @Test
    void repeatsOfOneTextNeverLandInBothHalves() throws Exception {
        List<Problem> repeated = PROBLEMS.stream()
                .flatMap(problem -> Stream.of(
                        problem,
                        new Problem(problem.id() + "-again", " " + problem.question() + "\n", problem.answer())))
                .toList();
        for (long seed = 0; seed < 20; seed++) {
            ScreenOutcome outcome = new ScreenRun(
                            new FakeCluster(repeated, FOUR_EASY_ONES).context(seed, new InMemoryJournal(1)),
                            new ScreenSettings(0, 4, false),
                            SETTINGS,
                            repeated)
                    .run();
            assertThat(outcome.train()).hasSizeBetween(1, repeated.size() / 2);
            assertThat(outcome.train().size() + outcome.test().size()).isEqualTo(repeated.size());
            assertThat(outcome.train().stream().map(Problem::textKey))
                    .doesNotContainAnyElementsOf(
                            outcome.test().stream().map(Problem::textKey).toList());
        }
        List<Problem> one = List.of(new Problem("a", "1+1", "2"), new Problem("b", " 1+1", "2"));
        assertThatThrownBy(
                        () -> new ScreenRun(cluster.context(2, journal), new ScreenSettings(0, 4, false), SETTINGS, one)
                                .run())
                .hasMessageContaining("kept 1 of 2 problems");
    }

    @Test
    void withoutSamplesEverythingIsKeptAndStudentV0IsThere() throws Exception {
        ScreenOutcome outcome = screen(new ScreenSettings(0, 4, false));
        assertThat(outcome.train()).hasSize(5);
        assertThat(outcome.test()).hasSize(6);
        assertThat(cluster.calls().generations()).isEmpty();
        assertThat(outcome.student().optimizerSteps()).isZero();
    }

    @Test
    void fewerThanTwoHardProblemsAreRefusedWithWhatToDo() {
        List<Problem> easy = PROBLEMS.subList(0, 5);
        assertThatThrownBy(() -> new ScreenRun(
                                cluster.context(2, journal), new ScreenSettings(32, 8, false), SETTINGS, easy)
                        .run())
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.FIX_REQUEST))
                .hasMessageContaining("kept 1 of 5 problems with 32 samples");
    }

    @Test
    void passAtKIsTheMeanOverProblems() throws Exception {
        Checkpoint base = screen(new ScreenSettings(0, 4, false)).student();
        InMemoryJournal evaluation = new InMemoryJournal(2);
        UnitResult.Total total = new EvaluateRun(
                        cluster.context(2, evaluation),
                        EvaluateSettings.last(8, 6, 4),
                        SETTINGS,
                        List.of(new EvaluateRun.Version(0, base.policy())),
                        PROBLEMS)
                .run();
        List<ProblemScore> scores = Stream.of(0, 1)
                .flatMap(block -> evaluation.result(Unit.evaluate(block)).scores().stream())
                .toList();
        assertThat(scores.stream().map(ProblemScore::problem)).containsExactly("p0", "p1", "p2", "p3", "p4", "p5");
        assertThat(total.passAtK()).containsOnlyKeys(1, 4, 8);
        int correct = scores.stream().mapToInt(ProblemScore::correct).sum();
        assertThat(correct).isPositive();
        assertThat(total.passAtK().get(1)).isCloseTo(correct / 48.0, within(1e-12));
        assertThat(total.passAtK().get(8))
                .as("four of six are solved at least once in 8")
                .isEqualTo(4 / 6.0);
        assertThat(total.problems()).isEqualTo(6);
        assertThat(total.samples()).isEqualTo(8);
        int truncated = scores.stream().mapToInt(ProblemScore::truncated).sum();
        assertThat(truncated).isPositive();
        assertThat(total.truncatedShare()).isEqualTo(truncated / 48.0);
        assertThat(evaluation.rollouts(Unit.evaluate(1))).hasSize(16);
    }

    @Test
    void severalVersionsOfAStudentAreEvaluatedWithDrawsOfTheirOwn() throws Exception {
        Checkpoint base = screen(new ScreenSettings(0, 4, false)).student();
        InMemoryJournal evaluation = new InMemoryJournal(2);
        UnitResult.Total total = new EvaluateRun(
                        cluster.context(2, evaluation),
                        EvaluateSettings.last(8, 6, 4),
                        SETTINGS,
                        List.of(new EvaluateRun.Version(10, base.policy()), new EvaluateRun.Version(30, base.policy())),
                        PROBLEMS)
                .run();
        List<UnitResult.Evaluated> blocks = IntStream.range(0, 4)
                .mapToObj(block -> evaluation.result(Unit.evaluate(block)))
                .toList();
        assertThat(blocks.stream().map(UnitResult.Evaluated::step)).containsExactly(10, 10, 30, 30);
        assertThat(blocks.stream().map(block -> block.scores().size())).containsExactly(4, 2, 4, 2);
        assertThat(evaluation.rollouts(Unit.evaluate(0)).getFirst().seed())
                .isNotEqualTo(evaluation.rollouts(Unit.evaluate(2)).getFirst().seed());
        assertThat(total.problems()).isEqualTo(6);
        assertThat(total.samples()).isEqualTo(8);
        assertThat(total.passAtK().get(1))
                .isCloseTo(
                        blocks.stream()
                                        .flatMap(block -> block.scores().stream())
                                        .mapToInt(ProblemScore::correct)
                                        .sum()
                                / 96.0,
                        within(1e-12));
    }

    @Test
    void inferenceSeedsAreDrawsOfTheirOwnAndTheirSpreadIsTheDeviation() throws Exception {
        Checkpoint base = screen(new ScreenSettings(0, 4, false)).student();
        InMemoryJournal evaluation = new InMemoryJournal(2);
        UnitResult.Total total = evaluate(evaluation, 3, base);
        List<UnitResult.Evaluated> blocks = IntStream.range(0, 6)
                .mapToObj(block -> evaluation.result(Unit.evaluate(block)))
                .toList();
        assertThat(blocks.stream().map(UnitResult.Evaluated::inferenceSeed)).containsExactly(0, 0, 1, 1, 2, 2);
        assertThat(IntStream.range(0, 6)
                        .boxed()
                        .flatMap(block -> evaluation.rollouts(Unit.evaluate(block)).stream())
                        .map(Rollout::seed)
                        .distinct())
                .as("one request per problem and seed")
                .hasSize(6 * 3);
        double[] bySeed = IntStream.range(0, 3)
                .mapToDouble(seed -> blocks.stream()
                                .filter(block -> block.inferenceSeed() == seed)
                                .flatMap(block -> block.scores().stream())
                                .mapToInt(ProblemScore::correct)
                                .sum()
                        / 48.0)
                .toArray();
        double mean = (bySeed[0] + bySeed[1] + bySeed[2]) / 3;
        assertThat(total.passAtK().get(1)).isCloseTo(mean, within(1e-12));
        assertThat(Objects.requireNonNull(total.deviations())).containsOnlyKeys(1, 4, 8);
        assertThat(total.deviations().get(1))
                .as("of a sample")
                .isPositive()
                .isCloseTo(
                        Math.sqrt((Math.pow(bySeed[0] - mean, 2)
                                        + Math.pow(bySeed[1] - mean, 2)
                                        + Math.pow(bySeed[2] - mean, 2))
                                / 2),
                        within(1e-12));
        assertThat(total.samples()).as("per problem and seed").isEqualTo(8);
        assertThat(total.problems()).isEqualTo(6);

        InMemoryJournal once = new InMemoryJournal(3);
        assertThat(evaluate(once, 1, base).deviations()).isNull();
        assertThat(once.rollouts(Unit.evaluate(1)))
                .as("the first seed draws as an evaluation with one seed does")
                .isEqualTo(evaluation.rollouts(Unit.evaluate(1)));
    }

    private UnitResult.Total evaluate(InMemoryJournal into, int inferenceSeeds, Checkpoint policy)
            throws InterruptedException {
        EvaluateSettings once = EvaluateSettings.last(8, 6, 4);
        return new EvaluateRun(
                        cluster.context(2, into),
                        new EvaluateSettings(
                                once.samples(),
                                once.problems(),
                                once.blockProblems(),
                                inferenceSeeds,
                                once.promoted(),
                                once.checkpoints(),
                                once.window(),
                                once.step()),
                        SETTINGS,
                        List.of(new EvaluateRun.Version(0, policy.policy())),
                        PROBLEMS)
                .run();
    }

    @Test
    void aMeasurementWithAbortedCompletionsIsMadeAgain() {
        FakeCluster aborting = new FakeCluster(PROBLEMS, new FakeScript() {
            @Override
            public FinishReason finish(String prompt, long draw) {
                return FinishReason.ABORTED;
            }
        });
        assertThatThrownBy(() -> new ScreenRun(
                                aborting.context(2, journal), new ScreenSettings(2, 4, false), SETTINGS, PROBLEMS)
                        .run())
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.RETRY))
                .hasMessageContaining("gave up on 8 of 8");
    }

    @Test
    void anEvaluationOfNothingIsRefused() {
        PolicyRef policy = new PolicyRef(StorageRoot.DURABLE, "p", "s");
        assertThatThrownBy(() -> new EvaluateRun(
                        cluster.context(2, journal),
                        EvaluateSettings.last(8, 0, 4),
                        SETTINGS,
                        List.of(new EvaluateRun.Version(0, policy)),
                        PROBLEMS))
                .hasMessageContaining("evaluate.problems is 0");
    }
}
