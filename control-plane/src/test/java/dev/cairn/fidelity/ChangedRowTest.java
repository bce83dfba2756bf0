package dev.cairn.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Changes one stored value at a time, which the audit must report. */
class ChangedRowTest {
    /** Values that cannot be recomputed from rows: measured by the trainer, or a size. */
    private static final Set<String> TAKEN_AS_THEY_ARE = Set.of(
            "artifact.bytes",
            "metric_point.value",
            "run_usage.accelerator_seconds",
            "run_usage.seconds",
            "training_step.entropy",
            "training_step.kl",
            "training_step.loss",
            "training_step.mismatch_max",
            "training_step.mismatch_mean",
            "training_step.seconds");

    /** The database itself refuses a unit with another fence than the owner's. */
    private static final Set<String> REFUSED = Set.of("run_unit.fence");

    /** Of these only some rows can be recomputed. */
    private static final Map<String, String> WHERE = Map.of(
            "rollout.completion_tokens", "purpose = 'TRAIN'",
            // A missing sample leaves a gap, so that the last of a group may have any higher number.
            "rollout.sample", """
                    purpose = 'TRAIN' and exists (select from rollout r where r.run_id = rollout.run_id
                        and r.unit = rollout.unit and r.prompt_index = rollout.prompt_index and r.step = rollout.step
                        and r.sample = rollout.sample + 1)""",
            // It is part of the names of what a unit leaves.
            "run_unit.attempt", "unit in (select p.unit from policy p where p.run_id = run_unit.run_id)",
            "training_step.gradient_norm", "skipped");

    private static FinishedRun finished;

    @BeforeAll
    static void run() throws InterruptedException {
        finished = FinishedRun.make(Map.of());
    }

    @Test
    void unchangedRowsAreFine() throws SQLException {
        try (Connection database = finished.database().application().getConnection()) {
            assertThat(RowsAudit.of(database, finished.run().value())
                            .disagreements()
                            .found())
                    .isEmpty();
        }
    }

    /** Every column with numbers or flags of every table that the run wrote; the first, a middle and the last row. */
    @TestFactory
    Stream<DynamicTest> aNumberOrFlag() {
        List<String> columns = finished.query("""
                select c.table_name || '.' || c.column_name || '|' || c.data_type from information_schema.columns c
                join information_schema.columns r on r.table_name = c.table_name and r.column_name = 'run_id'
                    and r.table_schema = c.table_schema
                join pg_class t on t.relname = c.table_name and t.relkind in ('r', 'p') and not t.relispartition
                where c.table_schema = 'public' and c.column_name <> 'run_id' and c.table_name <> 'run_event'
                    and c.data_type in ('integer', 'bigint', 'double precision', 'boolean')
                    and not exists (select from information_schema.key_column_usage k
                        join information_schema.table_constraints p on p.constraint_name = k.constraint_name
                            and p.constraint_type = 'PRIMARY KEY'
                        where k.table_name = c.table_name and k.column_name = c.column_name)
                order by 1""");
        List<DynamicTest> tests = new ArrayList<>();
        for (String column : columns) {
            String name = column.substring(0, column.indexOf('|'));
            if (!TAKEN_AS_THEY_ARE.contains(name) && !REFUSED.contains(name)) {
                tests.addAll(changes(name, column.substring(column.indexOf('|') + 1)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(90);
        return tests.stream();
    }

    private static List<DynamicTest> changes(String name, String type) {
        String table = name.substring(0, name.indexOf('.'));
        String column = name.substring(name.indexOf('.') + 1);
        String changed = switch (type) {
            case "boolean" -> "not " + column;
            case "double precision" -> column + " + 1e-6";
            default -> column + " + 1";
        };
        List<String> rows =
                finished.query("select tableoid::text || ' ' || ctid::text from " + table + " where run_id = "
                        + finished.run() + " and " + column + " is not null and "
                        + WHERE.getOrDefault(name, "true") + " order by tableoid, ctid");
        return Stream.of(0, rows.size() / 2, rows.size() - 1)
                .filter(i -> i >= 0 && i < rows.size())
                .distinct()
                .map(i -> {
                    String[] row = rows.get(i).split(" ", 2);
                    String update = "update " + table + " set " + column + " = " + changed + " where tableoid = "
                            + row[0] + " and ctid = '" + row[1] + "'";
                    return DynamicTest.dynamicTest(name + " of row " + i, () -> assertNoticed(update));
                })
                .toList();
    }

    /** Values that are not numbers, and whole rows. */
    @TestFactory
    Stream<DynamicTest> somethingElse() {
        return Stream.of(
                        change("rollout", "verdict = 'DIFFERENT'", "purpose = 'TRAIN' and verdict = 'VERIFIED'"),
                        change("rollout", "verdict = 'VERIFIED'", "purpose = 'TRAIN' and verdict = 'TIMED_OUT'"),
                        change("rollout", "verdict = 'VERIFIED'", "purpose = 'REWARD' and verdict <> 'VERIFIED'"),
                        change("rollout", "verdict = 'UNPARSABLE'", "purpose = 'WRITE' and rejection is null"),
                        change("rollout", "other_verdict = null", "purpose = 'TRAIN' and verdict = 'VERIFIED'"),
                        change("rollout", "other_verdict = 'DIFFERENT'", "purpose = 'REWARD' and verdict = 'VERIFIED'"),
                        change("rollout", "rule = 'MATH_VERIFY'", "purpose = 'TRAIN'"),
                        change("rollout", "answer = null", "purpose = 'TRAIN' and reward = 10"),
                        change("rollout", "answer = '1'", "purpose = 'TRAIN' and reward = 20"),
                        change("rollout", "answer = '1'", "purpose = 'WRITE' and rejection is null"),
                        change("rollout", "rejection = null", "rejection = 'UNPARSABLE_ANSWER'"),
                        change("rollout", "kl_penalty = 0.5", "purpose = 'TRAIN'"),
                        change("baseline", "student_sha256 = 'other'", "true"),
                        change("trial", "start_sha256 = 'other'", "true"),
                        change("rollout", "problem_id = '0.9'", "purpose = 'TRAIN'"),
                        change("rollout", "problem_id = '0.9'", "purpose = 'WRITE' and rejection is null"),
                        change("rollout", "problem_id = 'p99'", "purpose = 'BASELINE'"),
                        change("question", "answer = '1'", "true"),
                        change("outer_step", "rejected = '{}'", "true"),
                        change("baseline_outcome", "problem = 'p99'", "true"),
                        change("trial", "student_sha256 = 'other'", "true"),
                        change("promotion", "student_sha256 = 'other'", "true"),
                        change("promotion", "student_path = " + another("promotion.student_path"), "promoted"),
                        change("trial", "student_path = " + another("trial.student_path"), "k = 0"),
                        change("policy", "path = " + another("policy.path"), "role = 'student'"),
                        change("policy", "sha256 = 'other'", "role = 'teacher'"),
                        change("artifact", "sha256 = 'other'", "kind = 'checkpoint'"),
                        change("promotion", "moving_average = null", "moving_average is not null"),
                        change("promotion", "moving_average = 0", "moving_average is null"),
                        change("training_step", "role = 'student'", "role = 'teacher'"),
                        change("training_step", "mean_reward = 0", "role = 'teacher'"))
                .map(change -> DynamicTest.dynamicTest(change, () -> assertNoticed(change)));
    }

    @TestFactory
    Stream<DynamicTest> aRowThatIsGone() {
        return Stream.of(
                        "rollout where purpose = 'TRAIN'",
                        "rollout where purpose = 'REWARD'",
                        "trial_outcome where true",
                        "set_reward where true",
                        "set_advantage where true",
                        "promotion where true",
                        "training_step where true",
                        "run_summary where true")
                .map(rows -> {
                    String table = rows.substring(0, rows.indexOf(' '));
                    return DynamicTest.dynamicTest(
                            table, () -> assertNoticed("delete from " + table + " where ctid = " + first(rows)));
                });
    }

    /** The same numbers in the units' results, which later units read. */
    @TestFactory
    Stream<DynamicTest> aUnitsResult() {
        return Map.of(
                        "{reward}", "t/2/trial/1/0",
                        "{correct,3}", "t/2/trial/1/0",
                        "{student,optimizerSteps}", "t/2/trial/1/0",
                        "{steps,1,learningRate}", "t/2/trial/1/0",
                        "{setRewards,2}", "t/4/promote",
                        "{meanReward}", "t/4/promote",
                        "{bestSet}", "t/4/promote",
                        "{promotions}", "t/4/promote",
                        "{advantages,0}", "t/4/teach",
                        "{questions,0,answer}", "t/4/write")
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getValue() + " " + entry.getKey(),
                        () -> assertNoticed("update run_unit set result = jsonb_set(result, '" + entry.getKey()
                                + "', '77.5', false) where unit = '" + entry.getValue() + "'")));
    }

    private static String change(String table, String set, String where) {
        return "update " + table + " set " + set + " where ctid = " + first(table + " where " + where);
    }

    /** The ctid of one row, which is sufficient because the test's rollouts are in one partition. */
    private static String first(String rows) {
        return "(select ctid from " + rows + " order by ctid limit 1)";
    }

    /** Another student's path. */
    private static String another(String column) {
        return "(select path from policy p where role = 'student' and path <> " + column + " order by path limit 1)";
    }

    private static void assertNoticed(String change) throws SQLException {
        try (Connection database = finished.database().application().getConnection();
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            try {
                // The run has ended, and no unit may change without an owner.
                statement.execute("""
                        insert into run_owner (run_id, owner, fence) select distinct run_id, owner, fence from run_unit
                        where run_id = %s on conflict do nothing""".formatted(finished.run()));
                assertThat(statement.executeUpdate(change)).as(change).isEqualTo(1);
                assertThat(RowsAudit.of(database, finished.run().value())
                                .disagreements()
                                .found())
                        .as(change)
                        .isNotEmpty();
            } finally {
                database.rollback();
            }
        }
    }
}
