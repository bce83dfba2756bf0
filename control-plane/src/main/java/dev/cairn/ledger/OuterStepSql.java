package dev.cairn.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.Batch;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes the typed rows of an outer step's units. */
final class OuterStepSql {
    private final OwnedRun owned;
    private final ObjectMapper json;
    private final ResultSql results;

    OuterStepSql(OwnedRun owned, ObjectMapper json, ResultSql results) {
        this.owned = owned;
        this.json = json;
        this.results = results;
    }

    void written(Handle handle, Unit<?> unit, UnitResult.Written written) throws SQLException {
        int t = unit.outerStep();
        QuestionCounts counts = written.counts();
        handle.createUpdate("""
                        insert into outer_step (run_id, t, unit, accepted, attempts, rejected, multiple_questions,
                            duplicate_questions)
                        values (:run, :t, :unit, :accepted, :attempts, :rejected::jsonb, :multiple, :duplicate)""")
                .bind("run", owned.run())
                .bind("t", t)
                .bind("unit", unit.text())
                .bind("accepted", written.questions().size())
                .bind("attempts", written.attempts())
                .bind("rejected", json.valueToTree(written.rejected()).toString())
                .bind("multiple", counts == null ? null : counts.multiple())
                .bind("duplicate", counts == null ? null : counts.duplicate())
                .execute();
        int questionsPerSet = owned.settings().outer().questions();
        int sets = Math.ceilDiv(written.questions().size(), questionsPerSet);
        try (Batch rows = Batch.into(handle, "question_set", "run_id,t,k")) {
            for (int k = 0; k < sets; k++) {
                rows.row(owned.run(), t, k);
            }
        }
        try (Batch rows = Batch.into(handle, "question", "run_id,t,k,i,question,answer")) {
            for (UnitResult.WrittenQuestion question : written.questions()) {
                int k = question.index() / questionsPerSet;
                int i = question.index() % questionsPerSet;
                rows.row(owned.run(), t, k, i, question.question(), question.answer());
            }
        }
    }

    void baseline(Handle handle, Unit<?> unit, UnitResult.Baseline baseline) throws SQLException {
        int t = unit.outerStep();
        try (Batch rows = Batch.into(handle, "baseline", "run_id,t,unit,questions,correct,student_sha256")) {
            rows.row(
                    owned.run(),
                    t,
                    unit.text(),
                    baseline.correct().size(),
                    count(baseline.correct()),
                    baseline.student().sha256());
        }
        try (Batch rows = Batch.into(handle, "baseline_outcome", "run_id,t,ordinal,problem,correct")) {
            for (int i = 0; i < baseline.correct().size(); i++) {
                rows.row(
                        owned.run(),
                        t,
                        i,
                        baseline.problems().get(i),
                        baseline.correct().get(i));
            }
        }
    }

    void trial(Handle handle, Unit<?> unit, UnitResult.Trial trial) throws SQLException {
        int t = unit.outerStep();
        results.policy(handle, unit, "student", trial.student());
        results.innerSteps(handle, unit, trial.steps());
        try (Batch rows = Batch.into(
                handle, "trial", "run_id,t,k,j,unit,correct,reward,start_sha256,student_path,student_sha256")) {
            rows.row(
                    owned.run(),
                    t,
                    trial.k(),
                    trial.j(),
                    unit.text(),
                    count(trial.correct()),
                    trial.reward(),
                    trial.start().sha256(),
                    trial.student().policy().path(),
                    trial.student().policy().sha256());
        }
        try (Batch rows = Batch.into(handle, "trial_outcome", "run_id,t,k,j,ordinal,correct")) {
            for (int i = 0; i < trial.correct().size(); i++) {
                rows.row(
                        owned.run(), t, trial.k(), trial.j(), i, trial.correct().get(i));
            }
        }
    }

    void learnability(Handle handle, Unit<?> unit, UnitResult.Learnability asked) throws SQLException {
        try (Batch rows = answeredQuestions(handle)) {
            answered(rows, unit, asked.k(), asked.samples(), asked.correct(), asked.student());
        }
    }

    void aligned(Handle handle, Unit<?> unit, UnitResult.Aligned aligned) throws SQLException {
        try (Batch rows = answeredQuestions(handle)) {
            for (int k = 0; k < aligned.correct().size(); k++) {
                answered(rows, unit, k, aligned.samples(), aligned.correct().get(k), aligned.student());
            }
        }
        try (Batch rows = Batch.into(handle, "reference_problem", "run_id,t,ordinal,unit,problem_id")) {
            for (int i = 0; i < aligned.problems().size(); i++) {
                rows.row(
                        owned.run(),
                        unit.outerStep(),
                        i,
                        unit.text(),
                        aligned.problems().get(i));
            }
        }
    }

    private static Batch answeredQuestions(Handle handle) throws SQLException {
        return Batch.into(handle, "learnability", "run_id,t,k,i,unit,samples,correct,student_sha256");
    }

    private void answered(Batch rows, Unit<?> unit, int k, int samples, List<Integer> correct, PolicyRef student)
            throws SQLException {
        for (int i = 0; i < correct.size(); i++) {
            rows.row(owned.run(), unit.outerStep(), k, i, unit.text(), samples, correct.get(i), student.sha256());
        }
    }

    void decision(Handle handle, Unit<?> unit, UnitResult.Decision decision) throws SQLException {
        int t = unit.outerStep();
        try (Batch rows = Batch.into(handle, "set_reward", "run_id,t,k,unit,reward")) {
            for (int k = 0; k < decision.setRewards().size(); k++) {
                rows.row(owned.run(), t, k, unit.text(), decision.setRewards().get(k));
            }
        }
        try (Batch rows = Batch.into(
                handle,
                "promotion",
                "run_id,t,unit,mean_reward,moving_average,lower_bound,tau,best_set,median_repeat,promoted,"
                        + "student_path,student_sha256,promotions")) {
            rows.row(
                    owned.run(),
                    t,
                    unit.text(),
                    decision.meanReward(),
                    decision.movingAverage(),
                    decision.lowerBound(),
                    owned.settings().outer().trainsStudents()
                            ? owned.settings().outer().tau()
                            : null,
                    decision.bestSet(),
                    decision.medianRepeat(),
                    decision.promoted(),
                    decision.student().policy().path(),
                    decision.student().policy().sha256(),
                    decision.promotions());
        }
        summary(handle, unit, t, decision);
    }

    void taught(Handle handle, Unit<?> unit, UnitResult.Taught taught) throws SQLException {
        int t = unit.outerStep();
        results.policy(handle, unit, "teacher", taught.teacher());
        try (Batch rows = Batch.into(handle, "set_advantage", "run_id,t,k,unit,advantage")) {
            for (int k = 0; k < taught.advantages().size(); k++) {
                rows.row(owned.run(), t, k, unit.text(), taught.advantages().get(k));
            }
        }
        try (Batch rows = ResultSql.trainingSteps(handle)) {
            results.trainingStep(rows, unit, t, "teacher", taught.learningRate(), null, null, taught.report());
        }
    }

    private void summary(Handle handle, Unit<?> unit, int t, UnitResult.Decision decision) {
        handle.createUpdate("""
                        insert into run_summary
                            (run_id, unit, outer_steps_done, promotions, last_mean_reward, last_moving_average)
                        values (:run, :unit, :done, :promotions, :meanReward, :movingAverage)
                        on conflict (run_id) do update set unit = excluded.unit,
                            outer_steps_done = excluded.outer_steps_done, promotions = excluded.promotions,
                            last_mean_reward = excluded.last_mean_reward,
                            last_moving_average = excluded.last_moving_average""")
                .bind("run", owned.run())
                .bind("unit", unit.text())
                .bind("done", t + 1)
                .bind("promotions", decision.promotions())
                .bind("meanReward", decision.meanReward())
                .bind("movingAverage", decision.movingAverage())
                .execute();
    }

    private static int count(List<Boolean> outcomes) {
        return (int) outcomes.stream().filter(Boolean::booleanValue).count();
    }
}
