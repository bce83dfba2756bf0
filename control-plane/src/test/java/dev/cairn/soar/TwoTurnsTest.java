package dev.cairn.soar;

import static dev.cairn.soar.SmallSettings.QUESTIONS;
import static dev.cairn.soar.SmallSettings.SETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.grading.AnswerGrading;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PromptLengths;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.TrainingSequence;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult.Sampled;
import dev.cairn.ports.UnitResult.Taught;
import dev.cairn.ports.UnitResult.Written;
import dev.cairn.ports.Verdict;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.Gradings;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A teacher that writes a question in its first turn and answers it in the second. */
class TwoTurnsTest {
    private static final SoarSettings SETTINGS = SmallSettings.soar(1, 1);
    private static final Unit<Written> WRITE = Unit.write(0);
    private static final String OWN = "Answer your own question: ";

    /** Everything that the teacher writes can be used. */
    private static final FakeScript PLAIN = new FakeScript() {
        @Override
        public String questionText(long draw) {
            return "<think>Hm.</think> What is %d + 1?\n".formatted(Math.floorMod(draw, 1_000_000));
        }

        @Override
        public String ownAnswer(String truth, long draw) {
            return "It is \\boxed{" + truth + "}.";
        }
    };

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private FakeCluster write(FakeScript script) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(List.of(), script);
        write(cluster.context(3, journal, PromptRoom.UNLIMITED, FakeCluster.TWO_TURNS));
        return cluster;
    }

    private void write(RunContext context) throws InterruptedException {
        Checkpoint teacher = new InitialPolicies(context, SETTINGS).student();
        journal.once(WRITE, attempt -> new TeacherWriter(context, SETTINGS, attempt, 0).write(teacher));
    }

    private List<Rollout> rollouts(Rollout.Purpose purpose) {
        return journal.rollouts(WRITE).stream()
                .filter(rollout -> rollout.purpose() == purpose)
                .toList();
    }

    private List<Rollout> questions() {
        return rollouts(Rollout.Purpose.WRITE);
    }

    private List<Rollout> answers() {
        return rollouts(Rollout.Purpose.WRITE_ANSWER);
    }

    @Test
    void theSecondPromptHasTheQuestionOfTheFirstTurnAndASeedOfItsOwn() throws Exception {
        FakeCluster cluster = write(PLAIN);
        List<Calls.Generation> calls = cluster.calls().generations();
        assertThat(calls).hasSize(2);
        Seeds seeds = new Seeds(3);
        assertThat(calls.getFirst().sampling()).isEqualTo(new Sampling(1, QUESTIONS, 64));
        assertThat(calls.getFirst().slots())
                .containsExactly(
                        new PromptSlot("Write one new question.", seeds.write(0, 0, 0)),
                        new PromptSlot("Write one new question.", seeds.write(0, 1, 0)));
        Written written = journal.result(WRITE);
        List<PromptSlot> asked = new ArrayList<>();
        for (int i = 0; i < SETS * QUESTIONS; i++) {
            asked.add(new PromptSlot(
                    OWN + written.questions().get(i).question() + "\nAnswer:",
                    seeds.writeAnswer(0, i / QUESTIONS, 0, i % QUESTIONS)));
        }
        assertThat(calls.getLast().sampling()).isEqualTo(new Sampling(1, 1, 64));
        assertThat(calls.getLast().slots()).containsExactlyElementsOf(asked);
    }

    @Test
    void questionAndAnswerAreStoredNextToEachOtherWithOneFate() throws Exception {
        FakeCluster cluster = write(PLAIN);
        Written written = journal.result(WRITE);
        assertThat(written.attempts()).as("a pair counts once").isEqualTo(6);
        assertThat(written.rejected()).isEmpty();
        assertThat(written.counts()).isEqualTo(new QuestionCounts(0, 0));
        List<Rollout> rollouts = journal.rollouts(WRITE);
        List<Completion> completions = cluster.completionFiles().load(written.completions());
        assertThat(rollouts).hasSize(12);
        assertThat(completions.stream().map(Completion::text))
                .containsExactlyElementsOf(rollouts.stream().map(Rollout::text).toList());
        for (int i = 0; i < 6; i++) {
            Rollout question = rollouts.get(2 * i);
            Rollout answer = rollouts.get(2 * i + 1);
            String id = i / QUESTIONS + "." + i % QUESTIONS;
            assertThat(question.purpose()).isEqualTo(Rollout.Purpose.WRITE);
            assertThat(answer.purpose()).isEqualTo(Rollout.Purpose.WRITE_ANSWER);
            assertThat(written.questions().get(i).question())
                    .isEqualTo(question.text().replace("<think>Hm.</think>", "").strip())
                    .startsWith("What is ");
            assertThat(answer.text())
                    .isEqualTo("It is \\boxed{" + written.questions().get(i).answer() + "}.");
            for (Rollout turn : List.of(question, answer)) {
                assertThat(turn.problemId()).isEqualTo(id);
                assertThat(turn.promptIndex()).isEqualTo(i / QUESTIONS);
                assertThat(turn.sample()).isEqualTo(i % QUESTIONS);
                assertThat(turn.verdict()).isEqualTo(Verdict.VERIFIED);
                assertThat(turn.answer()).isEqualTo(written.questions().get(i).answer());
                assertThat(turn.completionTokens()).isEqualTo(3);
                assertThat(turn.promptTokens()).isEqualTo(2);
            }
        }
    }

    @Test
    void onlyWhatAStudentCannotTrainOnIsRejectedAndReplaced() throws Exception {
        write(new FakeScript() {});
        Written written = journal.result(WRITE);
        assertThat(written.questions()).hasSize(6);
        assertThat(written.rejected().keySet())
                .contains(Rejection.EMPTY_QUESTION, Rejection.NO_BOX)
                .isSubsetOf(Rejection.EMPTY_QUESTION, Rejection.NO_BOX, Rejection.SURPLUS);
        assertThat(written.attempts())
                .isEqualTo(questions().size())
                .isEqualTo(6
                        + written.rejected().values().stream().mapToInt(i -> i).sum());
        assertThat(answers())
                .as("an empty question is not answered")
                .hasSize(questions().size() - rejected(written, Rejection.EMPTY_QUESTION))
                .noneMatch(answer -> answer.rejection() == Rejection.EMPTY_QUESTION);
        assertThat(answers())
                .filteredOn(answer -> answer.rejection() == Rejection.NO_BOX)
                .hasSize(rejected(written, Rejection.NO_BOX))
                .allMatch(answer -> answer.answer() == null && answer.verdict() == Verdict.NO_ANSWER);
        List<Rollout> unread = answers().stream()
                .filter(answer -> answer.verdict() == Verdict.UNPARSABLE)
                .toList();
        assertThat(unread).allMatch(answer -> ")(".equals(answer.answer()));
        assertThat(unread)
                .filteredOn(answer -> answer.rejection() != Rejection.SURPLUS)
                .as("an answer that no parser reads is accepted")
                .isNotEmpty()
                .allMatch(answer -> answer.rejection() == null);
    }

    @Test
    void anAnswerWhoseParsingTakesTooLongIsRejectedSinceEveryGradeWouldTakeAsLong() throws Exception {
        FakeCluster cluster = new FakeCluster(List.of(), new FakeScript() {});
        Grader slow = new Grader() {
            @Override
            public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) {
                return cluster.grader().verify(pairs, grading);
            }

            @Override
            public List<Verdict> parses(List<String> answers, GradingRule rule) {
                return answers.stream()
                        .map(answer -> answer.equals(")(") ? Verdict.TIMED_OUT : Verdict.VERIFIED)
                        .toList();
            }
        };
        write(new RunContext(
                3,
                cluster.generator(),
                cluster.trainer(),
                new AnswerGrading(slow, Gradings.MATH_VERIFY, AnswerComparison.MATHS),
                journal,
                cluster.completionFiles(),
                FakeCluster.TWO_TURNS));
        assertThat(journal.result(WRITE).rejected()).containsKey(Rejection.PARSE_TIMED_OUT);
        assertThat(journal.result(WRITE).questions())
                .noneMatch(one -> one.answer().equals(")("));
    }

    @Test
    void aQuestionThatLeavesItsOwnAnswerNoRoomIsNotAnswered() throws Exception {
        FakeCluster cluster = new FakeCluster(List.of(), PLAIN);
        PromptLengths lengths = prompts -> prompts.stream()
                .map(prompt -> prompt.startsWith(OWN) && prompt.hashCode() % 2 == 0 ? 37 : 36)
                .toList();
        write(cluster.context(3, journal, new PromptRoom(lengths, 100), FakeCluster.TWO_TURNS));
        Written written = journal.result(WRITE);
        assertThat(written.questions())
                .hasSize(6)
                .allMatch(question -> (OWN + question.question() + "\nAnswer:").hashCode() % 2 != 0);
        assertThat(rejected(written, Rejection.QUESTION_TOO_LONG)).isPositive();
        assertThat(answers()).hasSize(questions().size() - rejected(written, Rejection.QUESTION_TOO_LONG));
    }

    @Test
    void aQuestionToWhoseAnswerTheEngineGaveUpKeepsItsRow() throws Exception {
        write(new FakeScript() {
            @Override
            public String questionText(long draw) {
                return PLAIN.questionText(draw);
            }

            @Override
            public String ownAnswer(String truth, long draw) {
                return PLAIN.ownAnswer(truth, draw);
            }

            @Override
            public FinishReason finish(String prompt, long draw) {
                return prompt.startsWith(OWN) && Math.floorMod(draw, 2) == 0 ? FinishReason.ABORTED : FinishReason.STOP;
            }
        });
        int aborted = rejected(journal.result(WRITE), Rejection.ABORTED);
        assertThat(aborted).isPositive();
        assertThat(questions())
                .filteredOn(one -> one.rejection() == Rejection.ABORTED)
                .hasSize(aborted);
        assertThat(answers())
                .hasSize(questions().size() - aborted)
                .noneMatch(answer -> answer.finishReason() == FinishReason.ABORTED);
    }

    @Test
    void aQuestionMayStandInTagsAndMayHaveSpecialTextAroundIt() {
        assertThat(TeacherCompletion.question("Let me think. <question> What is 1 + 1? </question> So:"))
                .isEqualTo("What is 1 + 1?");
        assertThat(TeacherCompletion.question(" What is <question>?\n")).isEqualTo("What is <question>?");
        assertThat(TeacherCompletion.question("<question></question>x")).isEmpty();
        assertThat(TeacherCompletion.question("<think>What is 1 + 1?")).isEmpty();
    }

    @Test
    void whatIsNamedWhenTooMuchIsRejectedAreThePromptsOfTheTwoTurns() {
        FakeScript hopeless = new FakeScript() {
            @Override
            public String questionText(long draw) {
                return " ";
            }
        };
        assertThatThrownBy(() -> write(hopeless))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("EMPTY_QUESTION=")
                .hasMessageContaining("change the prompts of prompts.twoTurns or soar.teacher.maxTokens");
    }

    @Test
    void bothCompletionsOfAQuestionCarryTheAdvantageOfItsSet() throws Exception {
        FakeCluster cluster = new FakeCluster(FakeCluster.problems(8), PLAIN);
        RunContext context = cluster.context(3, journal, PromptRoom.UNLIMITED, FakeCluster.TWO_TURNS);
        new SoarRun(context, SETTINGS, FakeCluster.problems(8), 1).run();
        Taught taught = journal.result(Unit.teach(0));
        assertThat(taught.advantages()).as("there is something to teach").doesNotContain(0.0);
        List<TrainingSequence> batch = cluster.calls().steps().getLast().batch();
        List<Rollout> written = journal.rollouts(WRITE);
        assertThat(batch).as("N counts both completions of 6 questions").hasSize(12);
        for (int i = 0; i < 12; i++) {
            assertThat(batch.get(i).tokens())
                    .isEqualTo(FakeCluster.tokens(written.get(i).text()));
            assertThat(batch.get(i).advantage()).isEqualTo(taught.advantages().get(i / (2 * QUESTIONS)));
        }
        assertThat(batch.stream().mapToDouble(TrainingSequence::advantage).sum())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void questionsOfATeacherOutsideTheOuterLoopAreWrittenInTheSameTwoTurns() throws Exception {
        FakeCluster cluster = new FakeCluster(List.of(), new FakeScript() {});
        RunContext context = cluster.context(3, journal, PromptRoom.UNLIMITED, FakeCluster.TWO_TURNS);
        Checkpoint teacher = new InitialPolicies(context, SETTINGS).student();
        new SampleRun(context, new SampleSettings(7, 4), SETTINGS, teacher).run();
        Sampled second = journal.result(Unit.sample(1));
        assertThat(second.questions()).hasSize(3);
        Seeds seeds = new Seeds(3);
        List<Rollout> answered = journal.rollouts(Unit.sample(1)).stream()
                .filter(rollout -> rollout.purpose() == Rollout.Purpose.WRITE_ANSWER)
                .toList();
        assertThat(answered)
                .isNotEmpty()
                .allMatch(answer -> answer.seed() == seeds.sampleAnswer(1, answer.step(), answer.sample()));
        Map<Rejection, Integer> rejected = second.rejected();
        assertThat(second.attempts())
                .isEqualTo(3 + rejected.values().stream().mapToInt(i -> i).sum());
        assertThat(cluster.calls().generations().stream()
                        .flatMap(call -> call.slots().stream()
                                .flatMap(slot -> IntStream.range(
                                                0, call.sampling().samples())
                                        .mapToObj(sample -> slot.seed() + sample))))
                .doesNotHaveDuplicates();
    }

    private static int rejected(Written written, Rejection reason) {
        return written.rejected().getOrDefault(reason, 0);
    }
}
