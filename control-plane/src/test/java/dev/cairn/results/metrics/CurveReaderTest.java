package dev.cairn.results.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.fidelity.FinishedRun;
import dev.cairn.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Curves have the points of history.metric_points, also when they are thinned. */
final class CurveReaderTest {
    private static TestDatabase database;
    private static CurveReader reader;
    private static long run;

    @BeforeAll
    static void runOnce() throws InterruptedException {
        FinishedRun finished = FinishedRun.make(Map.of("soar.outer.window", 1, "soar.outer.tau", 0.1));
        database = finished.database();
        run = finished.run().value();
        reader = new CurveReader(database.jdbc());
    }

    @Test
    void theNamesAreThoseOfTheView() {
        assertThat(reader.names(List.of(run)))
                .extracting(MetricName::name)
                .isEqualTo(
                        database.query("select distinct name collate \"C\" from history.metric_points where run_id = "
                                + run + " order by 1"));
        assertThat(reader.names(List.of(run))).extracting(MetricName::runs).containsOnly(1);
    }

    @Test
    void aCurveHasAnEntryForEachPlace() {
        for (MetricName name : reader.names(List.of(run))) {
            assertThat(rows(only(name.name(), CurveAxis.STEP, 10_000)))
                    .as(name.name())
                    .isEqualTo(expected("step", name.name()));
            assertThat(rows(only(name.name(), CurveAxis.OUTER_STEP, 10_000)))
                    .as(name.name() + " over outer steps")
                    .isEqualTo(expected("outer_step", name.name()));
        }
    }

    @Test
    void aThinnedCurveKeepsEveryPointInItsMeansAndTheExtremes() {
        MetricCurve whole = only("outer/mean_reward", CurveAxis.STEP, 1000);
        MetricCurve thinned = only("outer/mean_reward", CurveAxis.STEP, 3);
        assertThat(whole.width()).isEqualTo(1);
        assertThat(whole.at()).hasSize(10);
        assertThat(thinned.width()).isEqualTo(4);
        assertThat(thinned.at()).containsExactly(0, 4, 8);
        assertThat(thinned.counts()).containsExactly(4L, 4L, 2L);
        assertThat(thinned.points()).isEqualTo(10);
        assertThat(thinned.low().getFirst())
                .isEqualTo(
                        whole.mean().subList(0, 4).stream().min(Double::compare).orElseThrow());
        assertThat(thinned.high().getFirst())
                .isEqualTo(
                        whole.mean().subList(0, 4).stream().max(Double::compare).orElseThrow());
    }

    @Test
    void aRunWithoutPointsHasNoCurve() {
        assertThat(reader.curves(List.of(run, 999_999L), "outer/mean_reward", CurveAxis.STEP, 100))
                .extracting(MetricCurve::run)
                .containsExactly(run);
        for (String unknown : List.of("outer/nothing", "student/nothing", "nothing", "student/")) {
            assertThat(reader.curves(List.of(run), unknown, CurveAxis.STEP, 100))
                    .isEmpty();
        }
    }

    private static MetricCurve only(String name, CurveAxis axis, int most) {
        return reader.curves(List.of(run), name, axis, most).getFirst();
    }

    private static List<String> rows(MetricCurve curve) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < curve.at().size(); i++) {
            rows.add("%d|%d|%.9g|%.9g|%.9g"
                    .formatted(
                            curve.at().get(i),
                            curve.counts().get(i),
                            curve.mean().get(i),
                            curve.low().get(i),
                            curve.high().get(i)));
        }
        return rows;
    }

    private static List<String> expected(String place, String name) {
        return database
                .query("select " + place + ", count(*), avg(value), min(value), max(value) from history.metric_points"
                        + " where run_id = " + run + " and name = '" + name + "' group by 1 order by 1")
                .stream()
                .map(row -> {
                    String[] parts = row.split("\\|", -1);
                    return "%s|%s|%.9g|%.9g|%.9g"
                            .formatted(
                                    parts[0],
                                    parts[1],
                                    Double.parseDouble(parts[2]),
                                    Double.parseDouble(parts[3]),
                                    Double.parseDouble(parts[4]));
                })
                .toList();
    }
}
