package dev.cairn.soar;

import static dev.cairn.soar.SmallSettings.QUESTIONS;
import static dev.cairn.soar.SmallSettings.REWARD_QUESTIONS;
import static dev.cairn.soar.SmallSettings.SETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rewards by the alignment of gradients: what is compared with what, and what is not done. */
class StepAlignmentTest {
    private static final int SAMPLES = 5;
    private static final List<Problem> PROBLEMS = FakeCluster.problems(REWARD_QUESTIONS + 4);

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private Calls run(FakeScript script, SoarSettings settings) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(PROBLEMS, script);
        new SoarRun(cluster.context(11, journal), settings, PROBLEMS, 2).run();
        return cluster.calls();
    }

    @Test
    void theStudentsAnswersToEachSetAreComparedWithReferenceCompletionsOfTheRewardQuestions() throws Exception {
        Calls calls = run(new FakeScript() {}, SmallSettings.aligned(1));
        Calls.Alignment asked = calls.alignments().getFirst();

        assertThat(asked.reference()).hasSize(REWARD_QUESTIONS);
        assertThat(asked.reference()).allSatisfy(one -> {
            assertThat(one.advantage()).isEqualTo(1);
            assertThat(one.inLoss()).isTrue();
        });
        assertThat(asked.sets()).hasSize(SETS).allSatisfy(set -> {
            assertThat(set).hasSize(QUESTIONS * SAMPLES);
            for (int i = 0; i < QUESTIONS; i++) {
                assertThat(set.subList(i * SAMPLES, (i + 1) * SAMPLES).stream()
                                .mapToDouble(TrainingSequence::advantage)
                                .sum())
                        .as("advantages are left one out within a question")
                        .isCloseTo(0, within(1e-9));
            }
            assertThat(set).anyMatch(one -> one.advantage() != 0);
        });
        List<Rollout> answers = journal.rollouts(Unit.alignment(0));
        assertThat(answers)
                .hasSize(SETS * QUESTIONS * SAMPLES)
                .allMatch(answer -> answer.purpose() == Rollout.Purpose.ALIGNMENT);
        assertThat(answers.stream().mapToDouble(Rollout::advantage).toArray())
                .isEqualTo(asked.sets().stream()
                        .flatMap(List::stream)
                        .mapToDouble(TrainingSequence::advantage)
                        .toArray());
    }

    @Test
    void aReferenceCompletionIsWhatItsTokensHaveBeyondThoseOfThePrompt() throws Exception {
        SoarSettings plain = SmallSettings.aligned(1);
        BeyondSettings none = plain.beyond();
        SoarSettings other = plain.with(new BeyondSettings(
                none.racing(), none.earlyStop(), none.promotionConfidence(), none.maxSimilarity(), " is {answer}"));
        Calls calls = run(new FakeScript() {}, other);
        Calls.Generation read = calls.generations().stream()
                .filter(one -> one.sampling().maxTokens() == 1)
                .findFirst()
                .orElseThrow();
        UnitResult.Aligned aligned = journal.result(Unit.alignment(0));
        for (int i = 0; i < REWARD_QUESTIONS; i++) {
            String id = aligned.problems().get(i);
            Problem problem = PROBLEMS.stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            String prompt = read.slots().get(2 * i).prompt();
            assertThat(prompt).contains(problem.question());
            assertThat(read.slots().get(2 * i + 1).prompt()).isEqualTo(prompt + " is " + problem.answer());
            TrainingSequence reference =
                    calls.alignments().getFirst().reference().get(i);
            assertThat(reference.promptTokens()).isEqualTo(prompt.chars().toArray());
            assertThat(reference.tokens())
                    .isEqualTo((" is " + problem.answer()).chars().toArray());
        }
    }

    @Test
    void aCompletionMayNotChangeThePromptsTokensAndMustHaveSome() {
        int[] prompt = {1, 5, 6};
        assertThat(StepAlignment.after(prompt, new int[] {1, 5, 6, 7, 8})).containsExactly(7, 8);
        assertThatThrownBy(() -> StepAlignment.after(prompt, new int[] {1, 5, 9, 8}))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("soar.beyond.referenceCompletion changes the tokens of the prompt")
                .hasMessageContaining("begin it with a space");
        assertThatThrownBy(() -> StepAlignment.after(prompt, new int[] {1, 5})).isInstanceOf(PortException.class);
        assertThatThrownBy(() -> StepAlignment.after(prompt, prompt))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("has no tokens");
    }

    @Test
    void aReferenceThatIsTooLongIsRefusedByItsSetting() {
        FakeCluster cluster = new FakeCluster(PROBLEMS, new FakeScript() {});
        RunContext context = cluster.context(11, journal);
        RunContext narrow = new RunContext(
                context.seed(),
                context.generator(),
                context.trainer(),
                context.grading(),
                context.journal(),
                context.completionFiles(),
                context.prompts(),
                new PromptRoom(
                        prompts -> prompts.stream()
                                .map(prompt -> prompt.contains("boxed{") ? 100 : 10)
                                .toList(),
                        100));
        assertThatThrownBy(() -> new SoarRun(narrow, SmallSettings.aligned(1), PROBLEMS, 1).run())
                .isInstanceOf(PortException.class)
                .hasMessageContaining("soar.beyond.referenceCompletion makes 8 of 8 reward questions longer");
    }

    @Test
    void nothingIsTrainedButTheTeacherAndNobodyIsPromoted() throws Exception {
        Calls calls = run(new FakeScript() {}, SmallSettings.aligned(3));
        assertThat(calls.steps()).hasSize(3).allMatch(step -> step.session().contains("teach"));
        assertThat(journal.units().stream().filter(unit -> unit.kind().equals(Unit.TRIAL)))
                .isEmpty();
        for (int t = 0; t < 3; t++) {
            UnitResult.Aligned aligned = journal.result(Unit.alignment(t));
            UnitResult.Decision decision = journal.result(Unit.promote(t));
            assertThat(decision.setRewards()).isEqualTo(aligned.rewards());
            assertThat(decision.promoted()).isFalse();
            assertThat(decision.medianRepeat()).isNull();
            assertThat(aligned.correct()).hasSize(SETS).allMatch(ofSet -> ofSet.size() == QUESTIONS);
        }
    }

    @Test
    void rewardQuestionsAreDrawnAfreshInEachStep() throws Exception {
        run(new FakeScript() {}, SmallSettings.aligned(3));
        assertThat(IntStream.range(0, 3)
                        .mapToObj(t -> journal.result(Unit.alignment(t)).problems())
                        .distinct())
                .hasSize(3);
    }

    @Test
    void aSetWhoseAnswersAreAllEquallyGoodHasNoReward() throws Exception {
        run(
                new FakeScript() {
                    @Override
                    public boolean sampledRight(String prompt, long draw) {
                        return true;
                    }
                },
                SmallSettings.aligned(1));
        assertThat(journal.result(Unit.alignment(0)).rewards()).containsOnly(0.0);
        UnitResult.Taught taught = journal.result(Unit.teach(0));
        assertThat(taught.report().skipped()).isTrue();
    }
}
