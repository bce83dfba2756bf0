package dev.cairn.ledger;

import dev.cairn.jdbc.Batch;
import dev.cairn.ports.StepReport;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes the named figures that trainers report beyond the known ones; history.metric_points shows both. */
final class MetricPoints {
    private MetricPoints() {}

    static void write(Handle handle, OwnedRun owned, Unit<?> unit, UnitResult result) throws SQLException {
        try (Batch rows = Batch.into(handle, "metric_point", "run_id,unit,name,step,value")) {
            switch (result) {
                case UnitResult.Trial trial -> steps(rows, owned, unit, trial.steps());
                case UnitResult.Segment segment -> steps(rows, owned, unit, segment.steps());
                case UnitResult.Taught taught -> add(rows, owned, unit, "teacher", unit.outerStep(), taught.report());
                case UnitResult.Initial ignored -> {}
                case UnitResult.Written ignored -> {}
                case UnitResult.Baseline ignored -> {}
                case UnitResult.Learnability ignored -> {}
                case UnitResult.Aligned ignored -> {}
                case UnitResult.Decision ignored -> {}
                case UnitResult.Screened ignored -> {}
                case UnitResult.Split ignored -> {}
                case UnitResult.Sampled ignored -> {}
                case UnitResult.Candidate ignored -> {}
                case UnitResult.Choice ignored -> {}
                case UnitResult.Evaluated ignored -> {}
                case UnitResult.Total ignored -> {}
            }
        }
    }

    /** Keeps the last value of each series of a unit, known ones too, for lists of experiments. */
    static void keepLast(Handle handle, OwnedRun owned, Unit<?> unit, UnitResult result) {
        switch (result) {
            case UnitResult.Trial ignored -> keepLast(handle, owned, unit);
            case UnitResult.Segment ignored -> keepLast(handle, owned, unit);
            case UnitResult.Taught ignored -> keepLast(handle, owned, unit);
            case UnitResult.Decision ignored -> keepLast(handle, owned, unit);
            case UnitResult.Initial ignored -> {}
            case UnitResult.Written ignored -> {}
            case UnitResult.Baseline ignored -> {}
            case UnitResult.Learnability ignored -> {}
            case UnitResult.Aligned ignored -> {}
            case UnitResult.Screened ignored -> {}
            case UnitResult.Split ignored -> {}
            case UnitResult.Sampled ignored -> {}
            case UnitResult.Candidate ignored -> {}
            case UnitResult.Choice ignored -> {}
            case UnitResult.Evaluated ignored -> {}
            case UnitResult.Total ignored -> {}
        }
    }

    private static void keepLast(Handle handle, OwnedRun owned, Unit<?> unit) {
        handle.execute("select keep_last_metrics(?, ?)", owned.run(), unit.text());
    }

    private static void steps(Batch rows, OwnedRun owned, Unit<?> unit, List<UnitResult.InnerStep> steps)
            throws SQLException {
        for (UnitResult.InnerStep step : steps) {
            add(rows, owned, unit, "student", step.step(), step.report());
        }
    }

    private static void add(Batch rows, OwnedRun owned, Unit<?> unit, String role, int step, StepReport report)
            throws SQLException {
        for (Map.Entry<String, Double> metric : report.metrics().entrySet()) {
            rows.row(owned.run(), unit.text(), role + "/" + metric.getKey(), step, metric.getValue());
        }
    }
}
