package dev.cairn.results.rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page of rollouts is looked for in the partitions of the runs that made them, and in no other. */
class RolloutPartitionsTest {
    private static final long ORIGINAL = 2001;
    private static final long RETRY = 5001;
    private static final Pattern PARTITION = Pattern.compile(" on (rollout(?:_text)?_\\d+)");

    private final TestDatabase database = TestDatabase.empty();
    private final RolloutSearch reads = new RolloutSearch(database.jdbc());

    @BeforeEach
    void aRunThatInheritsAUnitFromOneInAnotherPartition() {
        new TestExperiments(database).submit(Map.of());
        database.execute("select ensure_rollout_block(block * 1000) from generate_series(0, 9) block");
        run(ORIGINAL, "null", "false");
        run(RETRY, Long.toString(ORIGINAL), "true");
        database.execute("insert into run_owner values (%d, 'me', 1), (%d, 'me', 1)".formatted(ORIGINAL, RETRY));
        unit(ORIGINAL, "segment/0");
        database.execute("select inherit_units(%d, %d)".formatted(ORIGINAL, RETRY));
        unit(RETRY, "segment/1");
    }

    private void run(long id, String previous, String inherits) {
        database.execute("""
                insert into run (id, experiment_id, ordinal, name, kind, settings, seed, state, previous, inherits)
                overriding system value
                select %d, id, %d, 'r%d', 'train', '{"kind": "train"}', 1, 'running', %s, %s from experiment""".formatted(id, id, id, previous, inherits));
    }

    private void unit(long run, String unit) {
        database.execute("insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at)"
                + " values (%d, '%s', 1, 1, 'me', '{}', 3, now())".formatted(run, unit));
        database.execute("""
                insert into rollout (run_id, unit, ordinal, purpose, step, prompt_index, sample, problem_id, seed, verdict,
                    reward, kl_penalty, advantage, prompt_tokens, completion_tokens, finish_reason, rule)
                select %d, '%s', i, 'TRAIN', 0, 0, i, 'p', 1, 'VERIFIED', 1, nullif(i, 0) * 0.25, 0, 1, 1, 'STOP', 'STRICT'
                from generate_series(0, 2) i""".formatted(run, unit));
        database.execute("insert into rollout_text select run_id, unit, ordinal, 'text of ' || run_id from rollout"
                + " where run_id = " + run);
    }

    @Test
    void aPageWithoutAUnitIsPlannedForThePartitionsOfTheRunsThatMadeTheRollouts() {
        RolloutFilter all = RolloutFilter.ofUnit(null);
        List<String> plan = database.jdbc()
                .call(
                        "explaining",
                        handle -> RolloutRows.query(
                                        handle,
                                        "explain ",
                                        RETRY,
                                        RolloutUnits.of(handle, RETRY, all).all(),
                                        -1,
                                        new RolloutConditions(all),
                                        51)
                                .mapTo(String.class)
                                .list());
        TreeSet<String> touched = new TreeSet<>();
        plan.forEach(line -> PARTITION
                .matcher(line)
                .results()
                .map((MatchResult found) -> found.group(1))
                .forEach(touched::add));
        assertThat(touched)
                .as(String.join("\n", plan))
                .containsExactly("rollout_2", "rollout_5", "rollout_text_2", "rollout_text_5");
    }

    @Test
    void theKlPenaltyComesWithTheRewardSoThatTheAdvantageCanBeRecomputed() {
        assertThat(reads.page(ORIGINAL, RolloutFilter.ofUnit("segment/0"), 4, null)
                        .items())
                .extracting(RolloutView::klPenalty)
                .containsExactly(null, 0.25, 0.5);
    }

    @Test
    void inheritedRolloutsComeWithTheOwnOnesAndWithTheirTexts() {
        RolloutPage first = reads.page(RETRY, RolloutFilter.ofUnit(null), 4, null);
        RolloutPage second = reads.page(RETRY, RolloutFilter.ofUnit(null), 4, first.next());
        assertThat(first.items())
                .extracting(RolloutView::text)
                .containsExactly("text of 2001", "text of 2001", "text of 2001", "text of 5001");
        assertThat(second.items()).extracting(RolloutView::text).containsExactly("text of 5001", "text of 5001");
        assertThat(second.next()).isNull();
    }
}
