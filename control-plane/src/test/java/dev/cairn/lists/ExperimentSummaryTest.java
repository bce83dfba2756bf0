package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.Experiment;
import dev.cairn.ids.RunId;
import dev.cairn.testing.OldSchema;
import dev.cairn.testing.Overtaken;
import dev.cairn.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The row by which experiments are listed follows every change of their runs. */
class ExperimentSummaryTest {
    private final ListFixture fixture = new ListFixture();

    @Test
    void twoTransactionsThatEndTheLastTwoRunsLeaveAnEndedExperiment() throws Exception {
        Experiment pair = fixture.experiments.submitPair();
        fixture.database.execute("update run set state = 'running', started_at = now()");
        String end = "update run set state = 'succeeded', ended_at = clock_timestamp() where id = %s;";
        RunId first = pair.runs().getFirst().id();
        RunId second = pair.runs().getLast().id();
        Overtaken.by(fixture.database.owner(), end.formatted(first) + "set constraints all immediate", () -> {
            fixture.database.execute(end.formatted(second));
            return second;
        });
        assertThat(summary()).isEqualTo("succeeded|null|t|t");
    }

    @Test
    void aStartAndAFailureAtOnceLeaveARunningExperimentInBothOrders() throws Exception {
        for (boolean startsFirst : new boolean[] {true, false}) {
            Experiment pair = fixture.experiments.submitPair();
            RunId failing = pair.runs().getFirst().id();
            RunId starting = pair.runs().getLast().id();
            fixture.database.execute("update run set state = 'queued' where id = " + starting);
            fixture.database.execute("update run set state = 'running', started_at = now() where id = " + failing);
            String start = "update run set state = 'running', started_at = clock_timestamp() where id = %s;"
                    .formatted(starting);
            String fail = ("update run set state = 'failed', failure = 'bug', reason = 'it broke',"
                            + " ended_at = clock_timestamp() where id = %s;")
                    .formatted(failing);
            Overtaken.by(
                    fixture.database.owner(), (startsFirst ? start : fail) + "set constraints all immediate", () -> {
                        fixture.database.execute(startsFirst ? fail : start);
                        return pair;
                    });
            assertThat(fixture.database.query(
                            "select state from experiment_summary where experiment_id = " + pair.id()))
                    .as(startsFirst ? "start first" : "failure first")
                    .containsExactly("running");
        }
    }

    @Test
    void aDeletedRunCountsNoMore() {
        Experiment pair = fixture.experiments.submitPair();
        fixture.state(pair.runs().getFirst().id(), "failed");
        fixture.state(pair.runs().getLast().id(), "cancelled");
        assertThat(summary()).isEqualTo("failed|first: out of memory|f|t");
        fixture.database.asOwner("delete from run_event; delete from run_dependency; delete from run where id = "
                + pair.runs().getFirst().id());
        assertThat(summary()).isEqualTo("cancelled|null|f|t");
    }

    @Test
    void theLastDecidedOuterStepIsShownAndFollowsTheRun() {
        Experiment one = fixture.submitted("one", Map.of());
        RunId soar = fixture.experiments.run(one, "soar");
        fixture.summary(soar, 0.25, 3);
        String decided = "select last_mean_reward, promotions from experiment_summary";
        assertThat(fixture.database.query(decided)).containsExactly("0.25|3");
        fixture.database.execute("update run_summary set last_mean_reward = 0.5");
        assertThat(fixture.database.query(decided)).containsExactly("0.5|3");
    }

    @Test
    void anExperimentFromBeforeHasItsSummaryAfterTheUpgrade() throws Exception {
        try (OldSchema old = OldSchema.ofVersion4()) {
            old.execute("insert into run (experiment_id, ordinal, name, kind, settings, seed, state, reason, failure,"
                    + " started_at, ended_at) select id, 0, 'screen', 'screen', '{\"kind\": \"screen\"}', 1, 'failed',"
                    + " 'it broke', 'bug', now(), now() from experiment");
            old.migrate();
            try (Connection connection = old.source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select state, reason from experiment_summary")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1) + " " + row.getString(2)).isEqualTo("failed screen: it broke");
            }
        } finally {
            TestDatabase.empty();
        }
    }

    private String summary() {
        return fixture.database
                .query("select state, reason, started_at is not null, ended_at is not null from experiment_summary")
                .getFirst();
    }
}
