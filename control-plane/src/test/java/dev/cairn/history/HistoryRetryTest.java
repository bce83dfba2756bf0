package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.ledger.JdbcJournal;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a retry inherits is shown once, under the retry, wherever its rows stand. */
final class HistoryRetryTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestRuns runs = new TestRuns(database);

    @Test
    void inheritedUnitsAndTheirRowsAreShownUnderTheRetryAlone() throws InterruptedException {
        RunId failed = runs.claimSoar();
        JdbcJournal journal = runs.journal(failed);
        put(journal, Unit.init(), TestUnits.initial("a"));
        put(journal, Unit.write(0), TestUnits.written("a", 0));
        put(journal, Unit.baseline(0), TestUnits.baseline());
        put(journal, Unit.trial(0, 1, 0), TestUnits.trial("a", 0, 1, 0), TestUnits.rollout(0, "text"));
        runs.fail(failed);
        assertThat(database.query("select run_id, outer_step from history.outer_steps"))
                .containsExactly(failed.value() + "|0");

        Run retry = runs.control().retry(failed).orElseThrow();

        long now = retry.id().value();
        assertThat(database.query("select run_id, outer_step from history.outer_steps"))
                .containsExactly(now + "|0");
        assertThat(database.query("select run_id, outer_step, question_set, repeat from history.trials"))
                .containsExactly(now + "|0|1|0");
        assertThat(database.query("select run_id, kind, made_by_run_id, inherited from history.units order by unit"))
                .contains(now + "|trial|" + failed.value() + "|t");
        assertThat(database.query("select run_id, unit_kind, made_by_run_id, purpose from history.rollouts"))
                .containsExactly(now + "|trial|" + failed.value() + "|TRAIN");
        assertThat(database.query("select run_id, text from history.rollout_texts"))
                .containsExactly(now + "|text");
        assertThat(database.query("select run_id, outer_step, step from history.metric_points"
                        + " where name = 'student/adapter_norm' order by step"))
                .containsExactly(now + "|0|0", now + "|0|1");
        assertThat(database.query("select run_id from history.run_costs where rollouts > 0"))
                .as("what was used is counted where it was used")
                .containsExactly(String.valueOf(failed.value()));
        assertThat(database.query("select state, failure_class is not null, is_newest, continued_by_run_id"
                        + " from history.runs where run_id = " + failed.value()))
                .containsExactly("failed|t|f|" + now);
        assertThat(database.query("select previous_run_id, continues_previous, generation, is_newest"
                        + " from history.runs where run_id = " + now))
                .containsExactly(failed.value() + "|t|2|t");
    }

    private static <R extends UnitResult> void put(JdbcJournal journal, Unit<R> unit, R result, Rollout... rollouts)
            throws InterruptedException {
        journal.once(unit, attempt -> new Journal.Output<>(result, List.of(rollouts)));
    }
}
