package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.results.ResultReader;
import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A run with a race, early stops and a confidence of promotions: all of it happens, and a changed row is noticed. */
class BeyondAuditTest {
    private static FinishedRun finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedRun.make(Map.of(
                "soar.outer.repeats",
                3,
                "soar.beyond.racing.margin",
                0.13,
                "soar.outer.teacherRewards",
                "STANDARDISED",
                "soar.beyond.racing.repeats",
                1,
                "soar.beyond.racing.confidence",
                0.8,
                "soar.beyond.promotionConfidence",
                0.6,
                "soar.beyond.earlyStop.steps",
                1,
                "soar.beyond.earlyStop.gain",
                0.15));
    }

    @Test
    void everyNumberFollowsFromTheOutcomes() throws SQLException {
        assertThat(disagreements()).isEmpty();
    }

    @Test
    void setsLeaveTheRaceAtDifferentTimes() {
        assertThat(finished.query("select distinct count(*) from trial group by t, k order by 1"))
                .contains("1", "3");
        assertThat(finished.query(
                        "select s.t from set_reward s join (select t, k, avg(reward) as mean from trial group by t, k) r"
                                + " on r.t = s.t and r.k = s.k where abs(r.mean - s.reward) < 1e-12"))
                .as("a set's reward is the mean of the students that it has")
                .hasSize(30);
    }

    @Test
    void someStudentsStopEarlyAndOthersDoNot() {
        String stopped =
                "select count(*) from (select unit from training_step where unit like '%/trial/%' group by unit"
                        + " having count(*) = 1) x";
        String scoredTwice = "select count(distinct unit) from rollout where purpose = 'INTERIM'";
        int trials = count("select count(*) from trial");
        assertThat(count(stopped)).isBetween(1, trials - 1);
        assertThat(count(stopped) + count(scoredTwice)).isEqualTo(trials);
    }

    @Test
    void theStepsOfThePromotedStudentAreThoseThatItTook() {
        List<String> steps = finished.query(
                "select (select count(*) from training_step s where s.run_id = p.run_id and s.unit"
                        + " = 't/' || p.t || '/trial/' || p.best_set || '/' || p.median_repeat) from promotion p where p.promoted");
        assertThat(steps).as("promotions").hasSizeGreaterThanOrEqualTo(2);
        assertThat(new ResultReader(finished.database().jdbc())
                        .promotedSteps(finished.run().value()))
                .isEqualTo(steps.stream().mapToInt(Integer::parseInt).sum());
    }

    @Test
    void anInterimAnswerShowsTheHardProblemThatWasAsked() throws SQLException {
        String place = finished.query("select unit, ordinal, problem_id from rollout where purpose = 'INTERIM' limit 1")
                .getFirst();
        String[] parts = place.split("\\|", -1);
        finished.database()
                .execute(
                        "insert into problem (problem_set_id, ordinal, id, question, answer) select e.problem_set_id, 99999, '"
                                + parts[2]
                                + "', 'What is hard?', '42' from run r join experiment e on e.id = r.experiment_id"
                                + " where r.id = " + finished.run()
                                + " on conflict (problem_set_id, id) do update set question = excluded.question,"
                                + " answer = excluded.answer");
        RolloutDetail shown = new RolloutDetails(finished.database().jdbc())
                .of(finished.run().value(), parts[0], Integer.parseInt(parts[1]))
                .orElseThrow();
        assertThat(shown.question()).isEqualTo("What is hard?");
        assertThat(shown.expectedAnswer()).isEqualTo("42");
    }

    @Test
    void aPromotionNeedsItsLowerBoundAboveTau() {
        assertThat(finished.query("select distinct promoted from promotion where lower_bound > tau"))
                .containsExactly("t");
        assertThat(finished.query("select distinct promoted from promotion where lower_bound <= tau"))
                .containsExactly("f");
        assertThat(finished.query("select t from promotion where lower_bound > moving_average"))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        new RowChange("promotion", "lower_bound = lower_bound + 1e-6", "lower_bound is not null"),
                        new RowChange("promotion", "lower_bound = null", "lower_bound is not null"),
                        new RowChange("promotion", "lower_bound = 0", "lower_bound is null"),
                        new RowChange("promotion", "promoted = not promoted", "lower_bound is not null"),
                        new RowChange(
                                "rollout", "verdict = 'DIFFERENT'", "purpose = 'INTERIM' and verdict = 'VERIFIED'"),
                        new RowChange("rollout", "seed = seed + 1", "purpose = 'INTERIM'"),
                        new RowChange("rollout", "purpose = 'REWARD'", "purpose = 'INTERIM'"),
                        new RowChange("trial", "reward = reward + 1e-6", "true"),
                        new RowChange("set_reward", "reward = reward + 1e-6", "true"),
                        new RowChange("set_advantage", "advantage = advantage + 1e-6", "advantage <> 0"))
                .map(change -> change.isNoticed(
                        finished.database().application(), finished.run().value(), FinishedRunAudit::disagreements));
    }

    private static int count(String query) {
        return Integer.parseInt(finished.query(query).getFirst());
    }

    private static List<String> disagreements() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            return FinishedRunAudit.disagreements(database, finished.run().value());
        }
    }
}
