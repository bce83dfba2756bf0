package dev.cairn.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.InvalidInputException;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentState;
import dev.cairn.ids.RunId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the table of experiments: settings, last metrics, and their order. */
class ExperimentTableTest {
    private static final TableColumns NONE = new TableColumns(List.of(), List.of());

    private final ListFixture fixture = new ListFixture();
    private final ExperimentTable table = fixture.experiments.get(ExperimentTable.class);

    private List<ExperimentLine> lines(@Nullable String filter, @Nullable String sort, TableColumns columns) {
        return ListFixture.all(cursor -> table.page(new ListQuery(filter, sort, 2, cursor), columns, ids -> Map.of()));
    }

    private void metric(Experiment experiment, String name, double value) {
        fixture.database.execute(
                "insert into experiment_metric values (%s, '%s', %s, now())".formatted(experiment.id(), name, value));
    }

    @Test
    void aLineHasWhatItsExperimentHas() {
        Experiment experiment = fixture.submitted("one", Map.of("soar.outer.steps", 7));
        fixture.tag(experiment, "team", "x");
        fixture.state(fixture.experiments.run(experiment, "screen"), "succeeded");
        RunId soar = fixture.experiments.run(experiment, "soar");
        fixture.summary(soar, 0.25, 2);
        fixture.database.execute("update run set state = 'running', started_at = now() where id = " + soar);
        ExperimentLine line = lines(null, null, NONE).getFirst();
        Experiment shown = fixture.experiments.store().find(experiment.id()).orElseThrow();
        assertThat(line.name()).isEqualTo("one");
        assertThat(line.tags()).containsEntry("team", "x");
        assertThat(line.state()).isEqualTo(ExperimentState.RUNNING).isEqualTo(shown.state());
        assertThat(line.startedAt()).isEqualTo(shown.startedAt());
        assertThat(line.outerSteps()).isEqualTo(7);
        assertThat(line.outerStepsDone()).isEqualTo(shown.outerStepsDone());
        assertThat(line.lastMeanReward()).isEqualTo(0.25);
        assertThat(line.runs()).isEqualTo(shown.latestRuns().size());
        assertThat(line.runsSucceeded()).isEqualTo(1);
        assertThat(line.activeRun()).isEqualTo("soar");
    }

    @Test
    void aLineSaysWhatItsExperimentWaitsFor() {
        Experiment experiment = fixture.submitted("one", Map.of());
        assertThat(table.page(new ListQuery(null, null, 2, null), NONE, ids -> Map.of(experiment.id(), "a pool"))
                        .items())
                .extracting(ExperimentLine::waitsFor)
                .containsExactly("a pool");
    }

    @Test
    void settingsAndMetricsAreShownWhereTheyAreAskedFor() {
        Experiment first = fixture.submitted("first", Map.of("soar.outer.tau", 0.5));
        fixture.submitted("second", Map.of());
        metric(first, "student/loss", 1.5);
        TableColumns columns = TableColumns.parse("soar.outer.tau, seed", "student/loss");
        List<ExperimentLine> lines = lines(null, "id", columns);
        assertThat(lines.get(0).settings().get("soar.outer.tau")).hasToString("0.5");
        assertThat(lines.get(0).settings()).containsOnlyKeys("soar.outer.tau", "seed");
        assertThat(lines.get(0).metrics()).containsExactly(Map.entry("student/loss", 1.5));
        assertThat(lines.get(1).metrics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.student/loss", "-metrics.student/loss", "-metrics.student/loss,metrics.outer/x"})
    void metricsSortAndThoseWithoutAValueComeLast(String sort) {
        for (int i = 0; i < 5; i++) {
            Experiment experiment = fixture.submitted("e" + i, Map.of());
            if (i != 2) {
                metric(experiment, "student/loss", i);
            }
        }
        List<String> rising = List.of("e0", "e1", "e3", "e4", "e2");
        List<String> falling = List.of("e4", "e3", "e1", "e0", "e2");
        assertThat(lines(null, sort, NONE))
                .extracting(ExperimentLine::name)
                .containsExactlyElementsOf(sort.startsWith("-") ? falling : rising);
    }

    @Test
    void metricsFilter() {
        metric(fixture.submitted("high", Map.of()), "student/loss", 2);
        metric(fixture.submitted("low", Map.of()), "student/loss", 1);
        fixture.submitted("none", Map.of());
        assertThat(fixture.foundExperiments("metrics[\"student/loss\"] > 1.5")).containsExactly("high");
        assertThat(fixture.foundExperiments("metrics[\"student/loss\"] == null"))
                .containsExactly("none");
        assertThatThrownBy(() -> fixture.foundExperiments("metrics[\"x' or true\"] > 1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("student/loss");
    }

    @Test
    void anIndexLeadsToTheFirstPageSortedByAMetric() {
        Experiment one = fixture.submitted("one", Map.of());
        fixture.database.execute("insert into experiment (name, preset, seed, spec, problem_set_id)"
                + " select 'e' || n, 'chains', n, spec, problem_set_id from experiment, generate_series(1, 3000) n"
                + " where id = " + one.id());
        fixture.database.execute("insert into experiment_metric select e.id, 'student/m' || n, e.id % 97, now()"
                + " from experiment e, generate_series(1, 5) n");
        fixture.database.asOwner("analyze experiment, experiment_summary, experiment_metric");
        ListScope scope = ListScope.ofExperiments();
        Field id = scope.fields().find("id").orElseThrow();
        List<SortKey> keys = SortKey.parse("-metrics.student/m3", scope.fields(), id);
        KeysetPart present = KeysetPart.of(keys, null).getFirst();
        assertThat(String.join(
                        "\n",
                        fixture.database.query("explain "
                                + Keyset.select(id, keys, scope.from(), present.where(), present.order(), 61))))
                .contains("experiments_by_metric")
                .doesNotContain("Seq Scan");
    }

    @Test
    void theLastStepOfTheLastUnitIsKept() {
        Experiment experiment = fixture.submitted("one", Map.of());
        RunId soar = fixture.experiments.run(experiment, "soar");
        fixture.database.execute("insert into run_owner values (" + soar + ", 'me', 1)");
        unit(soar, "t/0/trial/0/0", "2026-01-01", 3.0, 2.0);
        unit(soar, "t/0/trial/0/1", "2026-01-02", 9.0, 7.0);
        for (String unit : List.of("t/0/trial/0/1", "t/0/trial/0/0")) {
            fixture.database.execute("select keep_last_metrics(" + soar + ", '" + unit + "')");
        }
        assertThat(lines(null, null, TableColumns.parse(null, "student/loss")))
                .extracting(line -> line.metrics().get("student/loss"))
                .containsExactly(7.0);
    }

    private void unit(RunId run, String unit, String endedAt, double... losses) {
        fixture.database.execute(
                "insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at, ended_at)"
                        + " values (%s, '%s', 1, 1, 'me', '{}', 0, now(), '%s')".formatted(run, unit, endedAt));
        for (int step = 0; step < losses.length; step++) {
            fixture.database.execute("""
                    insert into training_step (run_id, unit, step, role, learning_rate, loss, kl, entropy, gradient_norm,
                        clipped, skipped, mismatch_mean, mismatch_max, tokens, seconds)
                    values (%s, '%s', %d, 'student', 1, %s, 0, 0, 0, false, false, 0, 0, 1, 1)""".formatted(run, unit, step, losses[step]));
        }
    }

    @Test
    void wrongColumnsAreNamed() {
        assertThatThrownBy(() -> TableColumns.parse("soar.outer.taux", null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("soar.outer.tau");
        assertThatThrownBy(() -> TableColumns.parse(null, "loss")).hasMessageContaining("student/loss");
        assertThatThrownBy(() -> TableColumns.parse("a,".repeat(21), null)).isInstanceOf(InvalidInputException.class);
    }
}
