package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.results.rollouts.RolloutDetail;
import dev.cairn.results.rollouts.RolloutDetails;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rows of sample runs, and of train runs on a teacher's questions, follow from their completions; a changed one does not. */
class MethodsAuditTest {
    private static final String SAMPLE = "sample-grounded-t";
    private static final String SAMPLED = "grounded-t";
    private static final String PROMOTED = "soar-pq";
    private static final String SOME_REAL = "real-sample";
    private static final String ALL_REAL = "real-full";
    private static final String HARD_ONLY = "hard-only";

    private static FinishedMethods finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedMethods.make(Map.of("hardOnly.enabled", true));
    }

    @Test
    void everyNumberOfEachRunFollowsFromItsCompletions() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            for (String run : List.of(SAMPLE, SAMPLED, PROMOTED, SOME_REAL, ALL_REAL, HARD_ONLY)) {
                assertThat(audit(database, run).found()).as(run).isEmpty();
            }
            assertThat(audit(database, SAMPLED).compared().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isGreaterThan(1000);
        }
    }

    @Test
    void mixedQuestionsAreAuditedToo() throws Exception {
        FinishedMethods mixed = FinishedMethods.make(Map.of(
                "methods.mixing", "MIXED", "hardOnly.enabled", true, "hardOnly.steps", 12, "hardOnly.groupSize", 5));
        try (Connection database = mixed.database().application().getConnection()) {
            assertThat(TrainAudit.of(database, mixed.run(SAMPLED).value()).found())
                    .isEmpty();
            assertThat(TrainAudit.of(database, mixed.run(PROMOTED).value()).found())
                    .isEmpty();
            assertThat(TrainAudit.of(database, mixed.run(HARD_ONLY).value()).found())
                    .as("steps and group size of its own")
                    .isEmpty();
        }
    }

    @Test
    void realProblemsOfTheHardSetAreLeftOut() {
        assertThat(finished.database().query("select count(*) from rollout where problem_id like 'real/%'"))
                .doesNotContain("0");
        assertThat(finished.database().query("select count(*) from rollout where problem_id = 'real/known'"))
                .containsExactly("0");
    }

    @Test
    void aQuestionOfASampleRunShowsItsPromptAndHasNoKeptTokens() {
        RolloutDetails details = new RolloutDetails(finished.database().jdbc());
        for (String which : List.of("rejection is null", "rejection is not null")) {
            String[] place = finished.database()
                    .query("select unit, ordinal from rollout where run_id = %s and %s limit 1"
                            .formatted(finished.run(SAMPLE), which))
                    .getFirst()
                    .split("\\|", -1);
            RolloutDetail shown = details.of(finished.run(SAMPLE).value(), place[0], Integer.parseInt(place[1]))
                    .orElseThrow();
            assertThat(shown.prompt()).as(which).isNotBlank();
            assertThat(shown.tokensKept()).as(which).isFalse();
        }
    }

    @Test
    void aRolloutShowsTheQuestionWhereverItComesFrom() {
        RolloutDetails details = new RolloutDetails(finished.database().jdbc());
        for (String run : List.of(SAMPLED, PROMOTED, SOME_REAL, ALL_REAL)) {
            String added = run.startsWith("real") ? "real/%" : "synthetic/%";
            for (String problems : List.of(added, "p%")) {
                String[] place = finished.database()
                        .query("select unit, ordinal from rollout where run_id = %s and problem_id like '%s' limit 1"
                                .formatted(finished.run(run), problems))
                        .getFirst()
                        .split("\\|", -1);
                RolloutDetail shown = details.of(finished.run(run).value(), place[0], Integer.parseInt(place[1]))
                        .orElseThrow();
                assertThat(shown.question()).as("%s in %s", problems, run).isNotBlank();
                assertThat(shown.expectedAnswer()).as("%s in %s", problems, run).isNotBlank();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        change(SAMPLE, "question_sample", "accepted = accepted + 1", "true"),
                        change(SAMPLE, "question_sample", "attempts = attempts + 1", "true"),
                        change(SAMPLE, "question_sample", "rejected = '{}'", "true"),
                        change(SAMPLE, "question_sample", "multiple_questions = multiple_questions + 1", "true"),
                        change(SAMPLE, "question_sample", "duplicate_questions = duplicate_questions + 1", "true"),
                        change(SAMPLE, "sampled_question", "answer = '1'", "true"),
                        change(SAMPLE, "sampled_question", "question = 'other'", "true"),
                        change(SAMPLE, "sampled_question", "position = 500", "position = 129"),
                        change(SAMPLE, "rollout", "problem_id = '0.99'", "rejection is null"),
                        change(SAMPLE, "rollout", "seed = seed + 1", "true"),
                        change(SAMPLE, "run_usage", "rollouts = rollouts + 1", "true"),
                        change(SAMPLED, "rollout", "reward = reward + 1", "true"),
                        change(SAMPLED, "rollout", "problem_id = 'synthetic/999'", "problem_id like 'synthetic/%'"),
                        change(SAMPLED, "rollout", "advantage = advantage + 1", "true"),
                        change(SAMPLED, "training_step", "mean_reward = mean_reward + 1", "true"),
                        change(SAMPLED, "training_step", "learning_rate = learning_rate + 1e-6", "step = 12"),
                        change(SAMPLED, "policy", "optimizer_steps = optimizer_steps + 1", "unit = 'segment/1'"),
                        change(SOME_REAL, "rollout", "problem_id = 'real/r0'", "problem_id like 'real/%'"),
                        change(ALL_REAL, "rollout", "reward = reward + 1", "problem_id like 'real/%'"),
                        change(HARD_ONLY, "rollout", "seed = seed + 1", "true"),
                        change(HARD_ONLY, "training_step", "mean_reward = mean_reward + 1", "true"),
                        change(HARD_ONLY, "training_step", "learning_rate = learning_rate + 1e-6", "step = 0"),
                        change(PROMOTED, "rollout", "seed = seed + 1", "true"),
                        change(PROMOTED, "training_step", "learning_rate = learning_rate + 1e-6", "step = 0"))
                .map(change -> DynamicTest.dynamicTest(change.sql(), () -> assertNoticed(change)));
    }

    private record Change(String run, String sql) {}

    private static Change change(String run, String table, String set, String where) {
        return new Change(
                run,
                "update " + table + " set " + set + " where (tableoid, ctid) = (select tableoid, ctid from " + table
                        + " where run_id = " + finished.run(run) + " and " + where
                        + " order by tableoid, ctid limit 1)");
    }

    private static void assertNoticed(Change change) throws SQLException {
        try (Connection database = finished.database().application().getConnection();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            try {
                assertThat(statement.executeUpdate(change.sql()))
                        .as(change.sql())
                        .isEqualTo(1);
                assertThat(audit(database, change.run()).found())
                        .as(change.sql())
                        .isNotEmpty();
            } finally {
                database.rollback();
            }
        }
    }

    private static Disagreements audit(Connection database, String run) throws SQLException {
        long id = finished.run(run).value();
        return run.equals(SAMPLE) ? SampleAudit.of(database, id) : TrainAudit.of(database, id);
    }
}
