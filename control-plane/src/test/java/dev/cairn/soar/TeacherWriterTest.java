package dev.cairn.soar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Completion;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PromptLengths;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Rejection;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult.Written;
import dev.cairn.settings.BeyondSettings;
import dev.cairn.settings.OuterSettings;
import dev.cairn.settings.SoarSettings;
import dev.cairn.soar.fakes.Calls;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.soar.fakes.FakeScript;
import dev.cairn.soar.fakes.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeacherWriterTest {
    private static final SoarSettings SETTINGS = SmallSettings.soar(1, 1);
    private static final Unit<Written> WRITE = Unit.write(0);

    private final InMemoryJournal journal = new InMemoryJournal(1);

    private FakeCluster write(FakeScript script, SoarSettings settings) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(List.of(), script);
        RunContext context = cluster.context(3, journal);
        Checkpoint teacher = new InitialPolicies(context, settings).student();
        journal.once(WRITE, attempt -> new TeacherWriter(context, settings, attempt, 0).write(teacher));
        return cluster;
    }

    @Test
    void rejectedPlacesAreAskedForAgainAndMoreWhereMostIsRejected() throws Exception {
        FakeCluster cluster = write(new FakeScript() {}, SETTINGS);
        Written written = journal.result(WRITE);
        List<Rollout> rollouts = journal.rollouts(WRITE);
        for (Calls.Generation call : cluster.calls().generations()) {
            for (PromptSlot slot : call.slots()) {
                Rollout first = rollouts.stream()
                        .filter(rollout -> rollout.seed() == slot.seed())
                        .findFirst()
                        .orElseThrow();
                long drawnBefore =
                        rollouts.stream().filter(r -> r.step() < first.step()).count();
                long acceptedInAll = rollouts.stream()
                        .filter(r -> r.step() < first.step() && r.rejection() == null)
                        .count();
                long acceptedBefore = rollouts.stream()
                        .filter(r -> r.promptIndex() == first.promptIndex()
                                && r.step() < first.step()
                                && r.rejection() == null)
                        .count();
                long missing = SmallSettings.QUESTIONS - acceptedBefore;
                long expected = 2 * acceptedInAll >= drawnBefore
                        ? missing
                        : Math.ceilDiv(missing * drawnBefore, Math.max(1, acceptedInAll));
                assertThat((long) call.sampling().samples())
                        .as("set %d, round %d", first.promptIndex(), first.step())
                        .isBetween(missing, expected);
            }
        }
        assertThat(written.questions()).hasSize(6);
        assertThat(rollouts)
                .hasSize(written.attempts())
                .as("some were rejected")
                .hasSizeGreaterThan(6);
        int rejected =
                written.rejected().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(rejected).isEqualTo(written.attempts() - 6);
        assertThat(rollouts.stream().filter(r -> r.rejection() != null)).hasSize(rejected);
        assertThat(cluster.calls().generations().getFirst().slots())
                .as("a set is one request")
                .hasSize(2);
    }

    @Test
    void aQuestionThatLeavesNoRoomForAnAnswerIsRejectedAndReplaced() throws Exception {
        FakeCluster cluster = new FakeCluster(List.of(), new FakeScript() {});
        int maxTokens = SETTINGS.student().maxTokens();
        PromptLengths lengths = prompts -> prompts.stream()
                .map(prompt -> prompt.hashCode() % 2 == 0 ? 11 : 10)
                .toList();
        RunContext context = cluster.context(3, journal, new PromptRoom(lengths, 10 + maxTokens));
        Checkpoint teacher = new InitialPolicies(context, SETTINGS).student();
        journal.once(WRITE, attempt -> new TeacherWriter(context, SETTINGS, attempt, 0).write(teacher));
        Written written = journal.result(WRITE);
        assertThat(written.questions()).hasSize(6);
        assertThat(lengths.of(written.questions().stream()
                        .map(question -> context.prompts().forStudent(question.question()))
                        .toList()))
                .containsOnly(10);
        assertThat(written.rejected()).containsKey(Rejection.QUESTION_TOO_LONG);
    }

    @Test
    void acceptedOnesAreInOrderOfSetRoundAndSampleAndSoAreTheirCompletions() throws Exception {
        FakeCluster cluster = write(new FakeScript() {}, SETTINGS);
        Written written = journal.result(WRITE);
        List<String> expected = new ArrayList<>();
        for (int set = 0; set < SmallSettings.SETS; set++) {
            int k = set;
            journal.rollouts(WRITE).stream()
                    .filter(rollout -> rollout.promptIndex() == k && rollout.rejection() == null)
                    .sorted(java.util.Comparator.comparingInt(Rollout::step).thenComparingInt(Rollout::sample))
                    .forEach(rollout -> expected.add(rollout.text()));
        }
        assertThat(cluster.completionFiles().load(written.completions()).stream()
                        .map(Completion::text))
                .containsExactlyElementsOf(expected);
        for (int i = 0; i < 6; i++) {
            assertThat(written.questions().get(i).index()).isEqualTo(i);
            assertThat(expected.get(i)).contains(written.questions().get(i).question());
        }
    }

    @Test
    void reasonsAreCountedAndAbortedOnesAreNotKept() throws Exception {
        FakeScript script = new FakeScript() {
            @Override
            public FinishReason finish(String prompt, long draw) {
                return Math.floorMod(draw >> 40, 3) == 0 ? FinishReason.ABORTED : FinishReason.STOP;
            }
        };
        write(script, SETTINGS);
        Written written = journal.result(WRITE);
        int aborted = written.rejected().getOrDefault(Rejection.ABORTED, 0);
        assertThat(aborted).isPositive();
        assertThat(journal.rollouts(WRITE))
                .hasSize(written.attempts() - aborted)
                .noneMatch(rollout -> rollout.finishReason() == FinishReason.ABORTED);
    }

    @Test
    void severalQuestionsInACompletionAreAcceptedAndCounted() throws Exception {
        write(
                new FakeScript() {
                    @Override
                    public String teacherText(long draw) {
                        String two = FakeScript.question(1, Math.floorMod(draw, 1000), "3");
                        return Math.floorMod(draw >> 32, 2) == 0 ? two + "<question>And this?</question>" : two;
                    }
                },
                SETTINGS);
        long several = journal.rollouts(WRITE).stream()
                .filter(rollout -> rollout.text().contains("And this?"))
                .count();
        assertThat(several).as("some have two, some have one").isBetween(1L, 5L);
        Written written = journal.result(WRITE);
        assertThat(written.counts()).isEqualTo(new QuestionCounts((int) several, 0));
        assertThat(written.questions())
                .hasSize(6)
                .allMatch(question -> question.question().startsWith("What is"));
    }

    @Test
    void duplicatesInASetAreKeptAndCounted() throws Exception {
        write(
                new FakeScript() {
                    @Override
                    public String teacherText(long draw) {
                        return FakeScript.question(1, 2, "3");
                    }
                },
                SETTINGS);
        assertThat(journal.result(WRITE).questions()).hasSize(6);
        assertThat(journal.result(WRITE).attempts()).isEqualTo(6);
        assertThat(journal.result(WRITE).counts())
                .as("the first of each of the two sets repeats nothing")
                .isEqualTo(new QuestionCounts(0, 4));
    }

    @Test
    void aQuestionTooSimilarToAnEarlierOneOfItsSetIsRejectedAndReplaced() throws Exception {
        FakeScript repeating = new FakeScript() {
            @Override
            public String teacherText(long draw) {
                String word = Math.floorMod(draw, 3) == 0 ? "apples" : "word" + draw;
                return "<question>How many %s are there in all?</question><answer>\\boxed{7}</answer>".formatted(word);
            }
        };
        SoarSettings control = SETTINGS.with(new BeyondSettings(
                BeyondSettings.defaults().racing(),
                BeyondSettings.defaults().earlyStop(),
                0,
                0.99,
                BeyondSettings.defaults().referenceCompletion()));
        write(repeating, control);
        Written written = journal.result(WRITE);
        assertThat(written.rejected()).containsKey(Rejection.TOO_SIMILAR);
        assertThat(written.counts()).isEqualTo(new QuestionCounts(0, 0));
        for (int k = 0; k < SmallSettings.SETS; k++) {
            int set = k;
            assertThat(journal.rollouts(WRITE).stream()
                            .filter(rollout -> rollout.promptIndex() == set
                                    && rollout.text().contains("apples"))
                            .map(Rollout::rejection))
                    .as("the first of each set is accepted")
                    .startsWith((Rejection) null)
                    .filteredOn(reason -> reason == null)
                    .hasSize(1);
        }
    }

    @Test
    void givesUpWithTheReasonsWhenTooMuchIsRejected() {
        SoarSettings settings = SmallSettings.with(
                new OuterSettings(
                        1,
                        2,
                        3,
                        3,
                        8,
                        0.01,
                        1,
                        4,
                        OuterSettings.TeacherRewards.MEASURED,
                        OuterSettings.Reward.GROUNDED,
                        32),
                SETTINGS.student());
        FakeScript hopeless = new FakeScript() {
            @Override
            public String teacherText(long draw) {
                return "no tags";
            }
        };
        assertThatThrownBy(() -> write(hopeless, settings))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.remedy()).isEqualTo(PortException.Remedy.FIX_REQUEST))
                .hasMessageMatching("(?s).*\\b(19|2[0-4]) sampled, 0 of 6 accepted.*")
                .hasMessageContaining("MISSING_TAGS=")
                .hasMessageContaining("outer.maxAttempts 4 allows 24");
    }
}
