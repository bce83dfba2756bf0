package dev.cairn.ledger;

import dev.cairn.jdbc.Batch;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes the typed rows of an evaluation's units. */
final class EvaluationSql {
    private final OwnedRun owned;

    EvaluationSql(OwnedRun owned) {
        this.owned = owned;
    }

    void candidate(Handle handle, Unit<?> unit, UnitResult.Candidate candidate) throws SQLException {
        int t = candidate.outerStep();
        try (Batch rows = Batch.into(handle, "candidate", "run_id,t,unit,problems,correct,student_sha256")) {
            rows.row(
                    owned.run(),
                    t,
                    unit.text(),
                    candidate.correct().size(),
                    (int) candidate.correct().stream()
                            .filter(Boolean::booleanValue)
                            .count(),
                    candidate.student().sha256());
        }
        try (Batch rows = Batch.into(handle, "candidate_outcome", "run_id,t,ordinal,problem,correct")) {
            for (int i = 0; i < candidate.correct().size(); i++) {
                rows.row(
                        owned.run(),
                        t,
                        i,
                        candidate.problems().get(i),
                        candidate.correct().get(i));
            }
        }
    }

    void choice(Handle handle, Unit<?> unit, UnitResult.Choice choice) throws SQLException {
        try (Batch rows = Batch.into(handle, "chosen_student", "run_id,unit,t,student_sha256")) {
            rows.row(
                    owned.run(),
                    unit.text(),
                    choice.outerStep(),
                    choice.student().sha256());
        }
    }

    void evaluation(Handle handle, Unit<?> unit, UnitResult.Evaluated evaluated) throws SQLException {
        try (Batch rows =
                Batch.into(handle, "evaluation", "run_id,unit,step,inference_seed,problem,samples,correct,truncated")) {
            for (UnitResult.ProblemScore score : evaluated.scores()) {
                rows.row(
                        owned.run(),
                        unit.text(),
                        evaluated.step(),
                        evaluated.inferenceSeed(),
                        score.problem(),
                        score.samples(),
                        score.correct(),
                        score.truncated());
            }
        }
    }

    void total(Handle handle, Unit<?> unit, UnitResult.Total total) throws SQLException {
        try (Batch rows = Batch.into(handle, "evaluation_total", "run_id,unit,problems,samples,truncated_share")) {
            rows.row(owned.run(), unit.text(), total.problems(), total.samples(), total.truncatedShare());
        }
        Map<Integer, Double> deviations = total.deviations();
        try (Batch rows = Batch.into(handle, "pass_at_k", "run_id,unit,k,value,deviation")) {
            for (Map.Entry<Integer, Double> entry : total.passAtK().entrySet()) {
                rows.row(
                        owned.run(),
                        unit.text(),
                        entry.getKey(),
                        entry.getValue(),
                        deviations == null ? null : deviations.get(entry.getKey()));
            }
        }
    }
}
