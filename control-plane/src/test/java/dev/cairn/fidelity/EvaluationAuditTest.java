package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The rows of an evaluation that chooses a promoted student follow from its completions; a changed one does not. */
class EvaluationAuditTest {
    private static FinishedEvaluation finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedEvaluation.make(Map.of(
                "soar.outer.steps",
                6,
                "soar.outer.tau",
                -1,
                "evaluate.promoted",
                "BEST_ON_TRAIN",
                "evaluate.inferenceSeeds",
                3));
    }

    @Test
    void theChoiceAndEveryNumberFollowFromTheCompletions() throws SQLException {
        assertThat(disagreements(finished)).isEmpty();
        assertThat(finished.database().query("select t, correct from candidate order by t"))
                .as("three are equally good, and the last one is worse")
                .containsExactly("0|1", "1|4", "2|4", "3|2", "4|4", "5|2");
        assertThat(finished.database().query("select t from chosen_student")).containsExactly("4");
        assertThat(finished.database().query("select count(distinct inference_seed) from evaluation"))
                .containsExactly("3");
    }

    @TestFactory
    Stream<DynamicTest> aChangedRowIsNoticed() {
        return Stream.of(
                        change("candidate", "correct = correct + 1", "true"),
                        change("candidate", "problems = problems + 1", "true"),
                        change("candidate", "student_sha256 = 'other'", "true"),
                        change("candidate", "unit = 'choose'", "true"),
                        change("candidate_outcome", "correct = not correct", "true"),
                        change("candidate_outcome", "problem = 'p99'", "true"),
                        change(
                                "chosen_student",
                                "t = (select min(t) from candidate c where c.t <> chosen_student.t)",
                                "true"),
                        change("chosen_student", "student_sha256 = 'other'", "true"),
                        change("rollout", "verdict = 'DIFFERENT'", "purpose = 'CANDIDATE' and verdict = 'VERIFIED'"),
                        change("rollout", "seed = seed + 1", "purpose = 'CANDIDATE'"),
                        change("rollout", "purpose = 'REWARD'", "purpose = 'CANDIDATE'"),
                        change("rollout", "problem_id = 'p99'", "purpose = 'CANDIDATE'"),
                        change("rollout", "seed = seed + 1", "purpose = 'EVALUATE'"),
                        change("rollout", "verdict = 'DIFFERENT'", "purpose = 'EVALUATE' and verdict = 'VERIFIED'"),
                        change("evaluation", "correct = correct + 1", "inference_seed = 2"),
                        change("evaluation", "inference_seed = 3", "inference_seed = 2"),
                        change("evaluation", "truncated = truncated + 1", "true"),
                        change("evaluation_total", "truncated_share = truncated_share + 1e-6", "true"),
                        change("pass_at_k", "value = value + 1e-6", "k = 4"),
                        change("pass_at_k", "deviation = deviation + 1e-6", "k = 1"),
                        change("pass_at_k", "deviation = null", "k = 1"))
                .map(change -> DynamicTest.dynamicTest(change, () -> assertNoticed(change)));
    }

    static List<String> disagreements(FinishedEvaluation evaluation) throws SQLException {
        try (Connection database = evaluation.database().application().getConnection()) {
            return found(database, evaluation);
        }
    }

    private static List<String> found(Connection database, FinishedEvaluation evaluation) throws SQLException {
        return EvaluationAudit.of(
                        database, evaluation.run().value(), evaluation.soar().value())
                .found();
    }

    private static String change(String table, String set, String where) {
        return "update " + table + " set " + set + " where (tableoid, ctid) = (select tableoid, ctid from " + table
                + " where run_id = " + finished.run() + " and " + where + " order by tableoid, ctid limit 1)";
    }

    private static void assertNoticed(String change) throws SQLException {
        try (Connection database = finished.database().application().getConnection();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            try {
                assertThat(statement.executeUpdate(change)).as(change).isEqualTo(1);
                assertThat(found(database, finished)).as(change).isNotEmpty();
            } finally {
                database.rollback();
            }
        }
    }
}
