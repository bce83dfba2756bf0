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

/** The rows of a run whose sets are rewarded for the alignment of gradients follow from answers and cosines. */
class AlignmentAuditTest {
    private static FinishedRun finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedRun.make(
                ScriptedWorld.create(new VariedScript(false)),
                Map.of(
                        "soar.outer.reward",
                        "ALIGNMENT",
                        "soar.outer.learnabilitySamples",
                        5,
                        "hardOnly.enabled",
                        false));
    }

    @Test
    void everyNumberFollowsFromTheAnswersAndTheCosines() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            RowsAudit.Report report = RowsAudit.of(database, finished.run().value());
            assertThat(report.disagreements().found()).isEmpty();
        }
        assertThat(finished.outcome().promotions()).isZero();
        assertThat(finished.query("select count(*) from trial")).containsExactly("0");
        assertThat(finished.query("select count(distinct reward) from set_reward"))
                .as("sets that differ")
                .doesNotContain("0", "1");
        assertThat(finished.query("select distinct correct from learnability")).hasSizeGreaterThan(3);
        assertThat(finished.query("select count(*) from rollout where purpose = 'ALIGNMENT' and advantage <> 0"))
                .doesNotContain("0");
    }

    @Test
    void theViewsNameEachAnswersQuestionAndTheRewardQuestions() {
        assertThat(finished.query("""
                        select count(*) from history.rollouts r
                        join history.questions q on q.run_id = r.run_id and q.outer_step = r.outer_step
                            and q.question_set = r.question_set and q.position = r.question_position
                        where r.purpose = 'ALIGNMENT' and r.run_id = %s
                        """.formatted(finished.run())))
                .isEqualTo(finished.query("select count(*) from rollout where purpose = 'ALIGNMENT'"));
        assertThat(finished.query("select distinct count(*) from history.reference_problems group by outer_step"))
                .containsExactly("8");
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        new RowChange("learnability", "correct = correct + 1", "true"),
                        new RowChange("learnability", "unit = 't/0/write'", "t = 0 and k = 0"),
                        new RowChange("reference_problem", "problem_id = 'other'", "true"),
                        new RowChange("reference_problem", "ordinal = 99", "ordinal = 0"),
                        new RowChange("set_reward", "reward = reward + 1e-6", "true"),
                        new RowChange("set_advantage", "advantage = advantage + 1e-6", "true"),
                        new RowChange("promotion", "mean_reward = mean_reward + 1e-6", "true"),
                        new RowChange("promotion", "promoted = true", "true"),
                        new RowChange(
                                "rollout", "verdict = 'DIFFERENT'", "purpose = 'ALIGNMENT' and verdict = 'VERIFIED'"),
                        new RowChange("rollout", "problem_id = '0.9'", "purpose = 'ALIGNMENT'"),
                        new RowChange("rollout", "seed = seed + 1", "purpose = 'ALIGNMENT'"),
                        new RowChange("rollout", "advantage = advantage + 1", "purpose = 'ALIGNMENT'"),
                        new RowChange("rollout", "reward = 1", "purpose = 'ALIGNMENT'"),
                        new RowChange("rollout", "purpose = 'TRAIN'", "purpose = 'ALIGNMENT'"))
                .map(change -> change.isNoticed(
                        finished.database().application(),
                        finished.run().value(),
                        (database, run) ->
                                RowsAudit.of(database, run).disagreements().found()));
    }
}
