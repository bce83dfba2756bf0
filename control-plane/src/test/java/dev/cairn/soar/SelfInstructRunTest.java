package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PortException;
import dev.cairn.ports.Problem;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.UnitResult.Sampled;
import dev.cairn.ports.UnitResult.WrittenQuestion;
import dev.cairn.settings.SampleSettings;
import dev.cairn.settings.SerlSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfInstructRunTest {
    private static final List<Problem> HARD = FakeCluster.problems(5);
    private static final Pattern SUM = Pattern.compile("What is (\\d+) \\+ (\\d+)\\?");

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private static SerlSettings serl(int examples, double maxSimilarity) {
        return new SerlSettings(
                true, FakeCluster.LIKE + "\n{examples}\nNow yours.", examples, 16, 0.2, 0.8, maxSimilarity);
    }

    private List<WrittenQuestion> run(FakeCluster cluster, SerlSettings serl, int questions, int block, PromptRoom room)
            throws InterruptedException {
        RunContext context = cluster.context(3, journal, room);
        Checkpoint student = new InitialPolicies(context, SmallSettings.soar(1, 1)).student();
        return new SelfInstructRun(
                        context, new SampleSettings(questions, block), serl, SmallSettings.soar(1, 1), student, HARD)
                .run();
    }

    /** The student writes sums from 10 + 10 on, one after the other; to a + b it gives (a + b) % 17 right answers of 16. */
    private static class Counting implements FakeScript {
        private final Map<String, Integer> asked = new HashMap<>();
        private int written;

        @Override
        public String teacherText(long draw) {
            int a = 10 + written++;
            return "<question>What is " + a + " + 10?</question>";
        }

        @Override
        public boolean sampledRight(String prompt, long draw) {
            return asked.merge(prompt, 1, Integer::sum) <= right(prompt);
        }

        static int right(String prompt) {
            Matcher sum = SUM.matcher(prompt);
            return sum.find() ? (Integer.parseInt(sum.group(1)) + Integer.parseInt(sum.group(2))) % 17 : -1;
        }

        /** A different one each time, so that the right answers are the majority. */
        @Override
        public String wrongText(String truth, long draw) {
            return "\\boxed{"
                    + (1_000_000
                            + asked.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()) + "}";
        }
    }

    @Test
    void questionsAreKeptOnWhichBetweenAFifthAndFourFifthsOfTheAnswersAgree() throws Exception {
        List<WrittenQuestion> questions =
                run(new FakeCluster(HARD, new Counting()), serl(2, 1), 12, 12, PromptRoom.UNLIMITED);
        // Of 16 answers 3.2 to 12.8 must agree, so 4 to 12: for a + b = 21..29 and 38..40, the first twelve such sums.
        assertThat(questions)
                .extracting(WrittenQuestion::question)
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.rangeClosed(21, 29), IntStream.rangeClosed(38, 40))
                                .mapToObj(sum -> "What is " + (sum - 10) + " + 10?")
                                .toList());
        assertThat(questions)
                .extracting(WrittenQuestion::answer)
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.rangeClosed(21, 29), IntStream.rangeClosed(38, 40))
                                .mapToObj(String::valueOf)
                                .toList());
        Sampled block = journal.result(Unit.sample(0));
        UnitResult.Votes votes = Objects.requireNonNull(block.votes());
        assertThat(votes.answers()).isEqualTo(16);
        assertThat(votes.agreeing()).containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 4, 5, 6);
        // 20 has 3, 30..33 have 13..16, 34 none, 35..37 have 1..3; with one right answer the first of all is the
        // reference.
        assertThat(block.rejected())
                .containsEntry(Rejection.AGREEMENT_TOO_HIGH, 4)
                .containsEntry(Rejection.AGREEMENT_TOO_LOW, 5)
                .containsOnlyKeys(Rejection.AGREEMENT_TOO_HIGH, Rejection.AGREEMENT_TOO_LOW);
        List<Rollout> rollouts = journal.rollouts(Unit.sample(0));
        assertThat(rollouts.stream().filter(one -> one.purpose() == Rollout.Purpose.WRITE))
                .hasSize(block.attempts());
        assertThat(rollouts.stream().filter(one -> one.purpose() == Rollout.Purpose.VOTE))
                .hasSize(16 * block.attempts());
    }

    @Test
    void questionsTooSimilarToAHardProblemOrToAnEarlierOneAreLeftOut() throws Exception {
        FakeScript repeats = new FakeScript() {
            private int written;

            @Override
            public String teacherText(long draw) {
                return switch (written++ % 4) {
                    case 0 -> "<question>Hard problem number 3!</question>";
                    case 1 -> FakeScript.question(10 + written, 1000 + 7 * written, "x");
                    case 2 -> "<question>What is 500 + 500?</question>";
                    default -> "no tags";
                };
            }
        };
        List<WrittenQuestion> questions = run(new FakeCluster(HARD, repeats), serl(2, 0.7), 6, 3, PromptRoom.UNLIMITED);
        assertThat(questions).extracting(WrittenQuestion::question).doesNotHaveDuplicates();
        assertThat(questions).extracting(WrittenQuestion::question).noneMatch(text -> text.startsWith("Hard problem"));
        assertThat(questions.stream().filter(one -> one.question().contains("500 + 500")))
                .as("also across blocks")
                .hasSize(1);
        assertThat(journal.result(Unit.sample(0)).rejected())
                .containsKeys(Rejection.TOO_SIMILAR, Rejection.MISSING_TAGS);
    }

    @Test
    void eachRequestShowsHardProblemsOfItsOwnAndHasASeedOfItsOwn() throws Exception {
        FakeCluster cluster = new FakeCluster(HARD, new Counting());
        run(cluster, serl(2, 1), 6, 3, PromptRoom.UNLIMITED);
        List<PromptSlot> slots = cluster.calls().generations().stream()
                .map(Calls.Generation::slots)
                .flatMap(List::stream)
                .toList();
        assertThat(slots).extracting(PromptSlot::seed).doesNotHaveDuplicates();
        List<String> asked = slots.stream()
                .map(PromptSlot::prompt)
                .filter(prompt -> prompt.startsWith(FakeCluster.LIKE))
                .toList();
        assertThat(asked)
                .allMatch(prompt -> prompt.matches(
                        "(?s).*\\n1\\. Hard problem number \\d\\.\\n2\\. Hard problem number \\d\\.\\nNow yours\\."));
        assertThat(asked.stream().distinct()).as("drawn for each request").hasSizeGreaterThan(4);
    }

    @Test
    void examplesThatLeaveNoRoomForAQuestionAreNotShown() throws Exception {
        FakeCluster cluster = new FakeCluster(HARD, new Counting());
        PromptRoom room = new PromptRoom(
                prompts -> prompts.stream()
                        .map(prompt -> 10 * (int) prompt.lines().count())
                        .toList(),
                64 + 40);
        run(cluster, serl(4, 1), 3, 3, room);
        assertThat(cluster.calls().generations().getFirst().slots())
                .allMatch(slot ->
                        slot.prompt().contains("2. Hard") && !slot.prompt().contains("3. Hard"));
    }

    @Test
    void aPromptWithoutRoomIsAnErrorThatNamesTheSettings() {
        PromptRoom room =
                new PromptRoom(prompts -> prompts.stream().map(prompt -> 50).toList(), 64 + 40);
        assertThatThrownBy(() -> run(new FakeCluster(HARD, new Counting()), serl(4, 1), 3, 3, room))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("methods.serl.prompt")
                .hasMessageContaining("soar.teacher.maxTokens = 64");
    }

    @Test
    void questionsThatAreNeverGoodEnoughEndTheRun() {
        FakeScript easy = new FakeScript() {
            @Override
            public boolean sampledRight(String prompt, long draw) {
                return true;
            }
        };
        assertThatThrownBy(() -> run(new FakeCluster(HARD, easy), serl(2, 1), 3, 3, PromptRoom.UNLIMITED))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("the student's completions are rejected too often")
                .hasMessageContaining("AGREEMENT_TOO_HIGH")
                .hasMessageContaining("methods.serl");
    }

    @Test
    void aQuestionToWhichTheEngineGaveUpOnAnAnswerIsReplaced() throws Exception {
        Counting script = new Counting() {
            @Override
            public FinishReason finish(String prompt, long draw) {
                return prompt.contains("What is 12 + 10?") && draw % 3 == 0 ? FinishReason.ABORTED : FinishReason.STOP;
            }
        };
        List<WrittenQuestion> questions = run(new FakeCluster(HARD, script), serl(2, 1), 3, 3, PromptRoom.UNLIMITED);
        assertThat(questions)
                .extracting(WrittenQuestion::question)
                .containsExactly("What is 11 + 10?", "What is 13 + 10?", "What is 14 + 10?");
        Sampled block = journal.result(Unit.sample(0));
        assertThat(block.rejected()).containsEntry(Rejection.ABORTED, 1).containsEntry(Rejection.AGREEMENT_TOO_LOW, 1);
        List<Rollout> rollouts = journal.rollouts(Unit.sample(0));
        assertThat(rollouts)
                .as("of each draft its own, of the others 16 votes")
                .hasSize(block.attempts() + 16 * (block.attempts() - 1))
                .filteredOn(rollout -> rollout.text().contains("What is 12"))
                .singleElement()
                .satisfies(draft -> assertThat(draft.rejection()).isEqualTo(Rejection.ABORTED));
    }

    @Test
    void aProblemThatIsTooLongToBeShownIsNotAnExample() throws Exception {
        FakeCluster cluster = new FakeCluster(HARD, new Counting());
        PromptRoom room = new PromptRoom(
                prompts -> prompts.stream()
                        .map(prompt -> prompt.contains("number 3") ? 50 : 1)
                        .toList(),
                64 + 40);
        run(cluster, serl(2, 1), 6, 6, room);
        assertThat(cluster.calls().generations().getFirst().slots())
                .allMatch(slot ->
                        slot.prompt().contains("2. Hard") && !slot.prompt().contains("number 3"));
    }
}
