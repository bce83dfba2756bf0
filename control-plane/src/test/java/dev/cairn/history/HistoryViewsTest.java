package dev.cairn.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fidelity.FinishedRun;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.ports.PolicyRef;
import dev.cairn.results.OuterStepReader;
import dev.cairn.results.OuterStepView;
import dev.cairn.results.UsageReader;
import dev.cairn.results.metrics.MetricReader;
import dev.cairn.results.metrics.MetricSeries;
import dev.cairn.results.rollouts.RolloutFilter;
import dev.cairn.results.rollouts.RolloutSearch;
import dev.cairn.results.rollouts.RolloutView;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestHistory;
import dev.cairn.testing.TestJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The views show what REST shows, one row per thing, to those who may see it. */
final class HistoryViewsTest {
    private static final Viewer STRANGER = new Viewer("ben", Sight.OWN_AND_SHARED);

    private static FinishedRun finished;
    private static TestDatabase database;
    private static TestHistory history;
    private static long run;

    @BeforeAll
    static void runOnce() throws InterruptedException {
        finished = FinishedRun.make(Map.of("soar.outer.window", 1, "soar.outer.tau", 0.1));
        database = finished.database();
        run = finished.run().value();
        history = TestHistory.on(database);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    /** Views whose rows are for everyone. */
    private static final List<String> PUBLIC = List.of("version", "catalog", "columns", "problem_sets", "problems");

    @Test
    void everyViewIsABarrierAndShowsAStrangerNothingUntilTheExperimentIsShared() {
        List<String> views = database.query("select view_name from history.catalog order by 1");
        assertThat(views).hasSizeGreaterThan(25);
        assertThat(database.query("select relname from pg_class where relnamespace = 'history'::regnamespace"
                        + " and (relkind <> 'v' or not coalesce('security_barrier=true' = any (reloptions), false))"))
                .isEmpty();
        for (String view : views) {
            String count = "select count(*) from history." + view;
            String all = database.query(count).getFirst();
            assertThat(history.csv(TestHistory.ADMIN, count))
                    .as("admin: " + view)
                    .endsWith("\n" + all);
            if (!PUBLIC.contains(view)) {
                assertThat(history.csv(STRANGER, count)).as("stranger: " + view).endsWith("\n0");
            }
            assertThat(history.csv(new Viewer("local", Sight.OWN_AND_SHARED), count))
                    .as("owner: " + view)
                    .endsWith("\n" + all);
        }
        database.execute("update experiment set shared = true");
        for (String view : views) {
            String count = "select count(*) from history." + view;
            assertThat(history.csv(STRANGER, count))
                    .as("shared: " + view)
                    .endsWith("\n" + database.query(count).getFirst());
        }
        database.execute("update experiment set shared = false");
    }

    @Test
    void outerStepsSetsAndTrialsHaveTheNumbersOfRest() {
        OuterStepReader reader = new OuterStepReader(database.jdbc(), TestJson.MAPPER);
        List<OuterStepView> steps = reader.all(run);
        assertThat(steps).hasSize(10);
        assertThat(query("select mean_reward, promoted, promotions, baseline_correct, rejected from history.outer_steps"
                        + " where run_id = %d order by outer_step"))
                .isEqualTo(steps.stream()
                        .map(step -> step.meanReward() + "|" + (Boolean.TRUE.equals(step.promoted()) ? "t" : "f") + "|"
                                + step.promotions() + "|" + step.baselineCorrect() + "|"
                                + step.rejected().values().stream()
                                        .mapToInt(Integer::intValue)
                                        .sum())
                        .map(HistoryViewsTest::plain)
                        .toList());
        OuterStepView last = steps.getLast();
        assertThat(query("select reward from history.question_sets where run_id = %d and outer_step = 9 order by"
                        + " question_set"))
                .isEqualTo(Objects.requireNonNull(last.setRewards()).stream()
                        .map(reward -> plain(reward.toString()))
                        .toList());
        assertThat(query("select reward from history.trials where run_id = %d and outer_step = 9 and question_set = 1"
                        + " order by repeat"))
                .isEqualTo(last.rewards().get(1).stream()
                        .map(reward -> plain(String.valueOf(reward)))
                        .toList());
        assertThat(query("select count(*) from history.question_sets where run_id = %d and promoted"))
                .containsExactly(String.valueOf(finished.outcome().promotions()));
    }

    @Test
    void rolloutsHaveTheirGradingAndATeachersHaveNoVerdict() {
        assertThat(query("select count(*) from history.rollouts where run_id = %d"))
                .isEqualTo(query("select count(*) from rollout where run_id = %d"));
        assertThat(query("select count(*) from history.rollout_texts where run_id = %d"))
                .isEqualTo(query("select count(*) from rollout_text where run_id = %d"));
        assertThat(query("select count(*) from history.rollouts where run_id = %d and (purpose = 'WRITE')"
                        + " <> (verdict is null and correct is null and answer_parses is not null)"))
                .containsExactly("0");
        assertThat(query("select count(distinct (outer_step, question_set, question_position)) from history.rollouts"
                        + " join history.questions q using (experiment_id, run_id, outer_step, question_set)"
                        + " where run_id = %d and question_position = q.position and purpose = 'WRITE'"))
                .containsExactly("90");
        List<RolloutView> shown = new RolloutSearch(database.jdbc())
                .page(run, RolloutFilter.ofUnit("t/0/write"), 1000, null)
                .items();
        assertThat(query("select advantage from history.rollouts where run_id = %d and unit = 't/0/write'"
                        + " order by position"))
                .isEqualTo(shown.stream()
                        .map(rollout -> plain(String.valueOf(rollout.advantage())))
                        .toList());
    }

    @Test
    void thePromotedStudentsDescendFromEachOther() {
        PolicyRef student = finished.outcome().student().policy();
        assertThat(query("select depth, in_line from history.policies where run_id = %d and role = 'student'"
                        + " and sha256 = '" + student.sha256() + "'"))
                .containsExactly(finished.outcome().promotions() + "|t");
        assertThat(query("select p.outer_step from history.policies p where p.run_id = %d and p.sha256 = '"
                        + student.sha256() + "' and (select count(*) from history.policy_ancestors a where"
                        + " a.policy_id = p.policy_id) = p.depth"))
                .hasSize(1);
        assertThat(query("select distinct t.start_student_sha256 = a.sha256 from history.trials t"
                        + " join history.policy_ancestors l on l.policy_id = t.policy_id and l.generations = 1"
                        + " join history.policies a on a.policy_id = l.ancestor_id where t.run_id = %d"))
                .as("the parent is what the trial started from")
                .containsExactly("t");
    }

    @Test
    void costsAreTheOnesOfRest() {
        UsageReader.Usage usage = new UsageReader(database.jdbc()).ofRun(run);
        assertThat(query("select rollouts, tokens from history.run_costs where run_id = %d"))
                .containsExactly(usage.rollouts() + "|" + usage.tokens());
        assertThat(query("select sum(rollouts), sum(tokens) from history.units where run_id = %d"))
                .containsExactly(usage.rollouts() + "|" + usage.tokens());
    }

    @Test
    void figuresOfStepsAreMetricPoints() {
        assertThat(query("select count(*) from history.metric_points where run_id = %d and name = 'student/loss'"))
                .isEqualTo(query("select count(*) from training_step where run_id = %d and role = 'student'"));
        assertThat(query("select value from history.metric_points where run_id = %d and name = 'outer/mean_reward'"
                        + " order by step"))
                .isEqualTo(query("select mean_reward from promotion where run_id = %d order by t"));
    }

    @Test
    void aNewMeasureOfTheTrainerIsASeriesWithoutAMigration() {
        assertThat(query("select count(*), max(value) from history.metric_points where run_id = %d"
                        + " and name = 'student/sequences'"))
                .containsExactly(database.number("select count(*) from training_step where role = 'student'") + "|16");
        assertThat(query("select outer_step, step from history.metric_points where run_id = %d"
                        + " and name = 'teacher/sequences' order by outer_step"))
                .isEqualTo(query("select t, t from outer_step where run_id = %d order by t"));
    }

    @Test
    void theSeriesOfRestHaveThePointsOfTheView() {
        MetricReader reader = new MetricReader(database.jdbc());
        List<MetricSeries> series = reader.series(run);
        assertThat(series.stream().map(one -> one.name() + "|" + one.points()).toList())
                .contains("outer/mean_reward|10")
                .isEqualTo(query("select name, count(*) from history.metric_points where run_id = %d group by name"
                        + " order by name collate \"C\""));
        for (MetricSeries one : series) {
            assertThat(Pages.all(cursor -> reader.points(run, one.name(), 7, cursor)).stream()
                            .map(point -> point.outerStep() + "|" + point.set() + "|" + point.repeat() + "|"
                                    + point.step() + "|"
                                    + new BigDecimal(point.value())
                                            .stripTrailingZeros()
                                            .toPlainString()))
                    .as(one.name())
                    .containsExactlyInAnyOrderElementsOf(
                            query("select outer_step, question_set, repeat, step, value from history.metric_points"
                                            + " where run_id = %d and name = '" + one.name() + "'")
                                    .stream()
                                    .map(HistoryViewsTest::decimal)
                                    .toList());
        }
    }

    /** A row whose last column is written in full. */
    private static String decimal(String row) {
        int last = row.lastIndexOf('|') + 1;
        double value = Double.parseDouble(row.substring(last));
        return row.substring(0, last)
                + new BigDecimal(value).stripTrailingZeros().toPlainString();
    }

    private static List<String> query(String sql) {
        return database.query(sql.formatted(run));
    }

    /** A number as PostgreSQL writes it. */
    private static String plain(String number) {
        return number.replaceAll("(?<![0-9])(-?[0-9]+)\\.0(?![0-9])", "$1");
    }
}
