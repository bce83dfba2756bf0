package dev.cairn.results.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.RunId;
import dev.cairn.ports.FinishReason;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Rollout.Purpose;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.ports.Verdict;
import dev.cairn.results.ResultReader;
import dev.cairn.settings.GradingRule;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rollouts of a run a filter finds, and how much of it one page searches. */
class RolloutSearchTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);
    private final RolloutSearch reads = new RolloutSearch(runs.jdbc());
    private RunId run = new RunId(1);

    @BeforeEach
    void twoOuterStepsOfWhichTheFirstPromotes() throws Exception {
        run = runs.claimSoar();
        Journal journal = runs.journal(run);
        put(journal, Unit.init(), TestUnits.initial("a"));
        put(
                journal,
                Unit.write(0),
                TestUnits.written("a", 0),
                rollout(Purpose.WRITE, 0, "0.0", "Ask for 100% of it", Verdict.VERIFIED, 0),
                rollout(Purpose.WRITE, 1, "1.0", "ask for less", Verdict.NO_ANSWER, 0));
        put(
                journal,
                Unit.baseline(0),
                TestUnits.baseline(),
                rollout(Purpose.BASELINE, 0, "p0", "half", Verdict.VERIFIED, 1),
                rollout(Purpose.BASELINE, 1, "p1", "a HALF", Verdict.DIFFERENT, 0));
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 2; j++) {
                put(
                        journal,
                        Unit.trial(0, k, j),
                        TestUnits.trial("a", 0, k, j),
                        rollout(Purpose.TRAIN, 0, k + ".0", "train", Verdict.VERIFIED, 120),
                        rollout(Purpose.REWARD, 1, "p0", "x_y", Verdict.UNPARSABLE, 0));
            }
        }
        put(journal, Unit.promote(0), TestUnits.decision(TestUnits.checkpoint("a/0/0/1#trial001", 10), 1));
        put(journal, Unit.teach(0), TestUnits.taught("a", 0));
        put(
                journal,
                Unit.write(1),
                TestUnits.written("a", 1),
                rollout(Purpose.WRITE, 0, "0.0", "again", Verdict.VERIFIED, 0));
        put(
                journal,
                Unit.baseline(1),
                TestUnits.baseline(),
                rollout(Purpose.BASELINE, 0, "p0", "better", Verdict.VERIFIED, 1));
    }

    private static <R extends UnitResult> void put(Journal journal, Unit<R> unit, R result, Rollout... rollouts)
            throws InterruptedException {
        journal.once(unit, attempt -> new Journal.Output<>(result, List.of(rollouts)));
    }

    /** @param place its prompt's index, its sample and its number of tokens */
    private static Rollout rollout(
            Purpose purpose, int place, String problem, String text, Verdict verdict, double reward) {
        return new Rollout(
                purpose,
                0,
                place,
                place,
                problem,
                7,
                text,
                null,
                GradingRule.STRICT,
                verdict,
                purpose == Purpose.REWARD ? Verdict.VERIFIED : null,
                reward,
                null,
                0,
                3,
                place,
                place == 0 ? FinishReason.STOP : FinishReason.LENGTH,
                null);
    }

    /** The places of what a filter finds. */
    private List<String> found(RolloutFilter filter) {
        return places(reads.page(run.value(), filter, 100, null));
    }

    private static List<String> places(RolloutPage page) {
        return page.items().stream()
                .map(rollout -> rollout.unit() + " " + rollout.ordinal())
                .toList();
    }

    private static RolloutFilter text(String text) {
        return new RolloutFilter(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, text);
    }

    private static RolloutFilter of(
            @Nullable Integer outerStep, @Nullable Integer set, @Nullable Integer repeat, @Nullable String policy) {
        return new RolloutFilter(
                null, null, outerStep, set, repeat, policy, null, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void unitsComeInTheOrderOfTheWork() {
        assertThat(found(RolloutFilter.ofUnit(null)))
                .startsWith("t/0/write 0", "t/0/write 1", "t/0/baseline 0", "t/0/baseline 1", "t/0/trial/0/0 0")
                .endsWith("t/0/trial/1/1 1", "t/1/write 0", "t/1/baseline 0")
                .hasSize(14);
    }

    @Test
    void aTextIsFoundWhateverItsCaseAndItsSigns() {
        assertThat(found(text("Half"))).containsExactly("t/0/baseline 0", "t/0/baseline 1");
        assertThat(found(text("100%"))).containsExactly("t/0/write 0");
        assertThat(found(text("x_y"))).hasSize(4);
        assertThat(found(text("x!"))).isEmpty();
    }

    @Test
    void stepSetAndRepeatChooseUnitsAndTheTeachersCompletionsForTheSet() {
        assertThat(found(of(1, null, null, null))).containsExactly("t/1/write 0", "t/1/baseline 0");
        assertThat(found(of(0, 1, null, null)))
                .containsExactly(
                        "t/0/write 1", "t/0/trial/1/0 0", "t/0/trial/1/0 1", "t/0/trial/1/1 0", "t/0/trial/1/1 1");
        assertThat(found(of(0, 1, 0, null))).containsExactly("t/0/trial/1/0 0", "t/0/trial/1/0 1");
    }

    @Test
    void aPolicyFindsTheUnitsInWhichItIsAtWork() {
        assertThat(found(of(null, null, null, "teacher/init"))).containsExactly("t/0/write 0", "t/0/write 1");
        assertThat(found(of(null, null, null, "teacher/t/0/teach"))).containsExactly("t/1/write 0");
        assertThat(found(of(null, null, null, "student/init"))).containsExactly("t/0/baseline 0", "t/0/baseline 1");
        assertThat(found(of(null, null, null, "student/t/0/trial/0/1")))
                .containsExactly("t/0/trial/0/1 0", "t/0/trial/0/1 1", "t/1/baseline 0");
        assertThat(found(of(null, null, null, "student/t/9/trial/0/0"))).isEmpty();
    }

    @Test
    void conditionsAreAllRequired() {
        RolloutFilter filter = new RolloutFilter(
                null,
                Purpose.REWARD,
                0,
                null,
                null,
                null,
                "p0",
                Verdict.UNPARSABLE,
                true,
                0.0,
                1.0,
                1,
                1,
                FinishReason.LENGTH,
                null,
                "X");
        assertThat(found(filter)).hasSize(4);
        assertThat(found(new RolloutFilter(
                        null, null, null, null, null, null, "p0", null, false, 1.0, null, null, null, null, null,
                        null)))
                .containsExactly("t/0/baseline 0", "t/1/baseline 0");
    }

    @Test
    void aProblemIsSearchedForOnlyWhereItWasAsked() {
        RolloutPage question = reads.page(run.value(), problem("1.0"), 100, null);
        assertThat(places(question)).containsExactly("t/0/write 1", "t/0/trial/1/0 0", "t/0/trial/1/1 0");
        assertThat(question.total()).isEqualTo(7);
        assertThat(reads.page(run.value(), problem("p1"), 100, null).total()).isEqualTo(11);
        assertThat(reads.page(run.value(), problem("p9"), 100, null).total()).isZero();
    }

    private static RolloutFilter problem(String id) {
        return new RolloutFilter(
                null, null, null, null, null, null, id, null, null, null, null, null, null, null, null, null);
    }

    @Test
    void aPageSaysHowFarTheSearchIs() {
        RolloutPage first = reads.page(run.value(), text("a"), 2, null);
        assertThat(places(first)).containsExactly("t/0/write 0", "t/0/write 1");
        assertThat(first.searched()).isEqualTo(2);
        assertThat(first.total()).isEqualTo(14);
        RolloutPage second = reads.page(run.value(), text("a"), 100, first.next());
        assertThat(second.items()).hasSize(7);
        assertThat(second.next()).isNull();
        assertThat(second.searched()).isEqualTo(14);
    }

    @Test
    void aSearchStopsAfterItsLimitAndResumesThere() {
        RolloutSearch.Limits few = new RolloutSearch.Limits(3, 1, Duration.ofMinutes(1));
        List<String> places = new ArrayList<>();
        List<Long> searched = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RolloutPage page = reads.page(run.value(), text("better"), 10, cursor, few);
            places.addAll(places(page));
            searched.add(page.searched());
            cursor = page.next();
        } while (cursor != null);
        assertThat(places).containsExactly("t/1/baseline 0");
        assertThat(searched).containsExactly(4L, 8L, 12L, 14L);
    }

    @Test
    void aCompletionIsReadWithWhatItAnswered() {
        RolloutDetails details = new RolloutDetails(runs.jdbc());
        RolloutDetail trained = details.of(run.value(), "t/0/trial/1/0", 0).orElseThrow();
        assertThat(trained.policy()).isEqualTo("student/t/0/trial/1/0");
        assertThat(trained.question()).isEqualTo("question 0.2");
        assertThat(trained.prompt()).contains("question 0.2");
        assertThat(trained.expectedAnswer()).isEqualTo("2");
        RolloutDetail written = details.of(run.value(), "t/0/write", 1).orElseThrow();
        assertThat(written.question()).isNull();
        assertThat(written.prompt()).isNotBlank();
        assertThat(written.rollout().ordinal()).isEqualTo(1);
        RolloutDetail baseline = details.of(run.value(), "t/0/baseline", 0).orElseThrow();
        assertThat(baseline.question()).isEqualTo("1+1");
        assertThat(baseline.prompt()).isEqualTo("<student>1+1=");
        assertThat(details.of(run.value(), "t/0/baseline", 2)).isEmpty();
    }

    @Test
    void aPolicyIsShownWithItsParent() {
        assertThat(new ResultReader(runs.jdbc())
                        .policies(run.value(), 100, null)
                        .items())
                .extracting(
                        policy -> policy.policy() + " < " + policy.parent() + (policy.promoted() ? " promoted" : ""))
                .contains(
                        "teacher/init < null",
                        "teacher/t/0/teach < teacher/init",
                        "student/t/0/trial/0/0 < student/init",
                        "student/t/0/trial/0/1 < student/init promoted");
    }
}
