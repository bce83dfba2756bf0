package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rows of a run whose sets are rewarded for their learnability follow from the answers; a changed one does not. */
class LearnabilityAuditTest {
    private static FinishedRun finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedRun.make(
                ScriptedWorld.create(new VariedScript(false)),
                Map.of(
                        "soar.outer.reward",
                        "LEARNABILITY",
                        "soar.outer.learnabilitySamples",
                        5,
                        "hardOnly.enabled",
                        false));
    }

    @Test
    void everyNumberFollowsFromTheAnswersAndNoStudentIsTrained() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            RowsAudit.Report report = RowsAudit.of(database, finished.run().value());
            assertThat(report.disagreements().found()).isEmpty();
            assertThat(report.sent()).as("the teacher's steps alone").hasSize(10);
        }
        assertThat(finished.calls().steps()).hasSize(10);
        assertThat(finished.outcome().promotions()).isZero();
        assertThat(finished.query("select count(*) from trial")).containsExactly("0");
        assertThat(finished.query("select distinct correct from learnability"))
                .as("questions that all, some and none of the answers match")
                .contains("0", "5")
                .hasSizeGreaterThan(3);
        assertThat(finished.query("select distinct skipped from training_step")).contains("f");
    }

    @Test
    void theViewShowsWhatTheRewardIsTheMeanOf() {
        assertThat(finished.query("""
                        select s.t, s.k from set_reward s join (
                            select outer_step, question_set, avg(learnability) as mean from history.learnability
                            where run_id = %s group by outer_step, question_set) l on l.outer_step = s.t and l.question_set = s.k
                        where abs(s.reward - l.mean) < 1e-12""".formatted(finished.run()))).hasSize(30);
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        new RowChange("learnability", "samples = samples + 1", "true"),
                        new RowChange("learnability", "correct = correct + 1", "true"),
                        new RowChange("learnability", "student_sha256 = 'other'", "true"),
                        new RowChange("learnability", "unit = 't/0/learnability/1'", "t = 0 and k = 0"),
                        new RowChange("set_reward", "reward = reward + 1e-6", "true"),
                        new RowChange("set_advantage", "advantage = advantage + 1e-6", "true"),
                        new RowChange("promotion", "mean_reward = mean_reward + 1e-6", "true"),
                        new RowChange("promotion", "median_repeat = 0", "true"),
                        new RowChange("promotion", "tau = 0.01", "true"),
                        new RowChange("promotion", "promoted = true", "true"),
                        new RowChange(
                                "rollout",
                                "verdict = 'DIFFERENT'",
                                "purpose = 'LEARNABILITY' and verdict = 'VERIFIED'"),
                        new RowChange("rollout", "problem_id = '0.9'", "purpose = 'LEARNABILITY'"),
                        new RowChange("rollout", "seed = seed + 1", "purpose = 'LEARNABILITY'"),
                        new RowChange("rollout", "sample = 9", "purpose = 'LEARNABILITY'"),
                        new RowChange("rollout", "reward = 120", "purpose = 'LEARNABILITY'"))
                .map(change -> change.isNoticed(
                        finished.database().application(),
                        finished.run().value(),
                        (database, run) ->
                                RowsAudit.of(database, run).disagreements().found()));
    }
}
