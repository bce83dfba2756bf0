package dev.cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.ids.RunId;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutPage;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JdbcJournalTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);
    private final RunId run = runs.claimSoar();
    private final JdbcJournal journal = runs.journal(run);

    @Test
    void aUnitIsDoneOnceAndReplayedAfterwards() throws Exception {
        List<Attempt> attempts = new ArrayList<>();
        Journal.Work<UnitResult.Baseline> work = attempt -> {
            attempts.add(attempt);
            return new Journal.Output<>(TestUnits.baseline(), List.of(TestUnits.rollout(0, "text")));
        };
        Unit<UnitResult.Baseline> unit = Unit.baseline(0);
        UnitResult.Baseline first = journal.once(unit, work);
        UnitResult.Baseline again = journal.once(unit, work);
        UnitResult.Baseline restarted = runs.journal(run).once(unit, work);
        assertThat(attempts).hasSize(1);
        assertThat(attempts.getFirst().number()).isEqualTo(1);
        assertThat(attempts.getFirst().fence()).isEqualTo(1);
        assertThat(first).isEqualTo(TestUnits.baseline());
        assertThat(again).isEqualTo(first);
        assertThat(restarted).isEqualTo(first);
        assertThat(database.query("select questions, correct from baseline")).containsExactly("3|1");
        assertThat(database.query("select kind from run_event where kind <> 'run.state'"))
                .containsExactly("unit.done");
    }

    @Test
    void aFailedAttemptLeavesNothingAndTheNextHasAnotherName() throws Exception {
        List<String> names = new ArrayList<>();
        assertThatThrownBy(() -> journal.once(Unit.baseline(0), attempt -> {
                    names.add(attempt.name("x"));
                    throw new IllegalStateException("the engine died");
                }))
                .hasMessage("the engine died");
        assertThat(database.number("select count(*) from run_unit")).isZero();
        journal.once(Unit.baseline(0), attempt -> {
            names.add(attempt.name("x"));
            return Journal.Output.of(TestUnits.baseline());
        });
        assertThat(names).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void anOldOwnerWritesNothing() {
        assertThatThrownBy(() -> journal.once(Unit.baseline(0), attempt -> {
                    runs.takeOver(run);
                    return new Journal.Output<>(TestUnits.baseline(), List.of(TestUnits.rollout(0, "late")));
                }))
                .isInstanceOf(OwnershipLostException.class)
                .hasMessageContaining("fence 1");
        for (String table : List.of("run_unit", "baseline", "baseline_outcome", "rollout", "rollout_text")) {
            assertThat(database.number("select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void theDatabaseItselfRefusesAnOldFenceAndARunThatHasEnded() {
        String unit =
                "insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at) values ("
                        + run + ", 'x', %d, 1, 'a', '{}', 0, now())";
        runs.takeOver(run);
        assertThatThrownBy(() -> database.execute(unit.formatted(1))).hasMessageContaining("CA003");
        assertThatThrownBy(() -> database.execute(unit.formatted(2)))
                .as("the right fence with another owner's name")
                .hasMessageContaining("CA003");
        assertThatThrownBy(
                        () -> database.execute("insert into policy values (" + run + ", 'x', 'student', 'p', 's', 0)"))
                .as("a result without its unit")
                .hasMessageContaining("23503");
        assertThatThrownBy(() -> database.execute("insert into rollout_text values (" + run + ", 'x', 0, 't')"))
                .as("a rollout without its unit")
                .hasMessageContaining("CA004");
        runs.complete(run);
        assertThatThrownBy(() -> database.execute(unit.formatted(2).replace("'a'", "'b'")))
                .as("after the end")
                .hasMessageContaining("CA003");
    }

    @Test
    void nothingIsWrittenWhenAnyPartFails() {
        UnitResult.Written twice = TestUnits.written("a", 0);
        List<UnitResult.WrittenQuestion> questions = new ArrayList<>(twice.questions());
        questions.add(questions.getFirst());
        assertThatThrownBy(() -> journal.once(
                        Unit.write(0),
                        attempt -> Journal.Output.of(
                                new UnitResult.Written(questions, twice.completions(), Map.of(), 6, null))))
                .isInstanceOf(DatabaseException.class);
        for (String table : List.of("run_unit", "artifact", "outer_step", "question_set", "question")) {
            assertThat(database.number("select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void hostileTextIsStoredAsItIsAndWhatCantBeStoredStaysVisible() throws Exception {
        String hostile = "a\tb\nc\rd\\n\\N\\.\n\\.\n'; drop table run; --\u0001\u2028\uD83D\uDE00 <script>";
        String unstorable = "x\u0000y\uD800z\uDC00";
        String huge = "ä\t".repeat(1_000_000);
        journal.once(
                Unit.baseline(0),
                attempt -> new Journal.Output<>(
                        TestUnits.baseline(),
                        List.of(
                                TestUnits.rollout(0, hostile),
                                TestUnits.rollout(1, unstorable),
                                TestUnits.rollout(2, ""),
                                TestUnits.rollout(3, huge))));
        RolloutSearch rollouts = new RolloutSearch(runs.jdbc());
        RolloutPage page =
                rollouts.page(run.value(), RolloutFilter.ofUnit(Unit.baseline(0).text()), 10, null);
        assertThat(page.items())
                .extracting(RolloutView::text)
                .containsExactly(hostile, "x\u2400y\uFFFDz\uFFFD", "", huge);
        assertThat(page.items())
                .extracting(RolloutView::answer)
                .containsExactly(hostile, "x\u2400y\uFFFDz\uFFFD", null, huge);
    }

    @Test
    void aReplayCantDifferFromTheFirstTime() throws Exception {
        UnitResult.Written hostile = new UnitResult.Written(
                List.of(new UnitResult.WrittenQuestion(0, "a\u0000b\\u0000\uD800", "\\boxed{}")),
                TestUnits.written("a", 0).completions(),
                Map.of(),
                1,
                null);
        UnitResult.Written first = journal.once(Unit.write(0), attempt -> Journal.Output.of(hostile));
        UnitResult.Written replayed = runs.journal(run).once(Unit.write(0), attempt -> {
            throw new AssertionError("must not run again");
        });
        assertThat(first.questions().getFirst().question()).isEqualTo("a\u2400b\\u0000\uFFFD");
        assertThat(replayed).isEqualTo(first);
    }

    @Test
    void progressIsShownWhileAUnitRunsAndGoneAfterwards() throws Exception {
        AtomicReference<List<String>> during = new AtomicReference<>(List.of());
        AtomicReference<List<String>> before = new AtomicReference<>(List.of());
        journal.once(Unit.baseline(0), attempt -> {
            before.set(database.query("select unit, done, total, message from unit_progress"));
            attempt.progress().report(1, 3, "scoring\u0000");
            during.set(database.query("select unit, done, total, message from unit_progress"));
            return Journal.Output.of(TestUnits.baseline());
        });
        assertThat(before.get()).containsExactly("t/0/baseline|0|1|begun");
        assertThat(during.get()).containsExactly("t/0/baseline|1|3|scoring\u2400");
        assertThat(database.number("select count(*) from unit_progress")).isZero();
    }

    @Test
    void progressOfAnOldOwnerIsDroppedAndFailsNothing() throws Exception {
        runs.takeOver(run);
        assertThatThrownBy(() -> journal.once(Unit.baseline(0), attempt -> {
                    attempt.progress().report(1, 3, "scoring");
                    return Journal.Output.of(TestUnits.baseline());
                }))
                .isInstanceOf(OwnershipLostException.class);
        assertThat(database.number("select count(*) from unit_progress")).isZero();
    }

    @Test
    void aCommitWhoseAnswerWasLostIsFoundAndNotDoneTwice() throws Exception {
        BreakingSource breaking = new BreakingSource(runs.source(), BreakingSource.When.AFTER_COMMIT);
        UnitResult.Baseline result = runs.journal(run, breaking).once(Unit.baseline(0), attempt -> {
            breaking.arm();
            return new Journal.Output<>(TestUnits.baseline(), List.of(TestUnits.rollout(0, "once")));
        });
        assertThat(result).isEqualTo(TestUnits.baseline());
        assertThat(breaking.broken()).isEqualTo(1);
        assertThat(database.number("select count(*) from run_unit")).isEqualTo(1);
        assertThat(database.number("select count(*) from rollout")).isEqualTo(1);
    }

    @Test
    void aCommitThatBrokeBeforeItHappenedIsDoneAgain() throws Exception {
        BreakingSource breaking = new BreakingSource(runs.source(), BreakingSource.When.BEFORE_COMMIT);
        runs.journal(run, breaking).once(Unit.baseline(0), attempt -> {
            breaking.arm();
            return new Journal.Output<>(TestUnits.baseline(), List.of(TestUnits.rollout(0, "once")));
        });
        assertThat(breaking.broken()).isEqualTo(1);
        assertThat(database.number("select count(*) from rollout")).isEqualTo(1);
    }

    @Test
    void theTextPolicyDecidesWhatIsKept() throws Exception {
        runs.journal(run, TextPolicy.NONE)
                .once(
                        Unit.baseline(0),
                        attempt -> new Journal.Output<>(TestUnits.baseline(), List.of(TestUnits.rollout(0, "no"))));
        assertThat(database.number("select count(*) from rollout_text")).isZero();
        List<dev.cairn.ports.Rollout> many = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            many.add(TestUnits.rollout(i, "t" + i));
        }
        runs.journal(run, TextPolicy.SAMPLED)
                .once(Unit.baseline(1), attempt -> new Journal.Output<>(TestUnits.baseline(), many));
        assertThat(database.number("select count(*) from rollout_text")).isEqualTo(10);
        assertThat(database.number("select count(*) from rollout")).isEqualTo(161);
    }
}
