package dev.cairn.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ports.QuestionCounts;
import dev.cairn.ports.UnitKey;
import dev.cairn.ports.UnitResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

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

    void written(Connection connection, UnitKey unit, UnitResult.Written written) throws SQLException {
        int t = UnitTime.t(unit);
        results.artifact(
                connection,
                unit,
                "completions",
                written.completions().path(),
                written.completions().sha256());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into outer_step (run_id, t, unit, accepted, attempts, rejected, several_questions,
                    repeated_questions)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)""")) {
            insert.setLong(1, owned.run());
            insert.setInt(2, t);
            insert.setString(3, unit.value());
            insert.setInt(4, written.questions().size());
            insert.setInt(5, written.attempts());
            insert.setString(6, json.writeValueAsString(written.rejected()));
            QuestionCounts counts = written.counts();
            insert.setObject(7, counts == null ? null : counts.several(), Types.INTEGER);
            insert.setObject(8, counts == null ? null : counts.repeated(), Types.INTEGER);
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        int questionsPerSet = owned.settings().outer().questions();
        int sets = Math.ceilDiv(written.questions().size(), questionsPerSet);
        try (Batch rows = Batch.into(connection, "question_set", "run_id,t,k")) {
            for (int k = 0; k < sets; k++) {
                rows.row(owned.run(), t, k);
            }
        }
        try (Batch rows = Batch.into(connection, "question", "run_id,t,k,i,question,answer")) {
            for (UnitResult.WrittenQuestion question : written.questions()) {
                int k = question.index() / questionsPerSet;
                int i = question.index() % questionsPerSet;
                rows.row(owned.run(), t, k, i, question.question(), question.answer());
            }
        }
    }

    void baseline(Connection connection, UnitKey unit, UnitResult.Baseline baseline) throws SQLException {
        int t = UnitTime.t(unit);
        try (Batch rows = Batch.into(connection, "baseline", "run_id,t,unit,questions,correct,student_sha256")) {
            rows.row(
                    owned.run(),
                    t,
                    unit.value(),
                    baseline.correct().size(),
                    count(baseline.correct()),
                    baseline.student().sha256());
        }
        try (Batch rows = Batch.into(connection, "baseline_outcome", "run_id,t,ordinal,problem,correct")) {
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

    void trial(Connection connection, UnitKey unit, UnitResult.Trial trial) throws SQLException {
        int t = UnitTime.t(unit);
        results.policy(connection, unit, "student", trial.student());
        results.innerSteps(connection, unit, trial.steps());
        try (Batch rows = Batch.into(
                connection, "trial", "run_id,t,k,j,unit,correct,reward,start_sha256,student_path,student_sha256")) {
            rows.row(
                    owned.run(),
                    t,
                    trial.k(),
                    trial.j(),
                    unit.value(),
                    count(trial.correct()),
                    trial.reward(),
                    trial.start().sha256(),
                    trial.student().policy().path(),
                    trial.student().policy().sha256());
        }
        try (Batch rows = Batch.into(connection, "trial_outcome", "run_id,t,k,j,ordinal,correct")) {
            for (int i = 0; i < trial.correct().size(); i++) {
                rows.row(
                        owned.run(), t, trial.k(), trial.j(), i, trial.correct().get(i));
            }
        }
    }

    void decision(Connection connection, UnitKey unit, UnitResult.Decision decision) throws SQLException {
        int t = UnitTime.t(unit);
        try (Batch rows = Batch.into(connection, "set_reward", "run_id,t,k,unit,reward")) {
            for (int k = 0; k < decision.setRewards().size(); k++) {
                rows.row(owned.run(), t, k, unit.value(), decision.setRewards().get(k));
            }
        }
        try (Batch rows = Batch.into(
                connection,
                "promotion",
                "run_id,t,unit,mean_reward,moving_average,tau,best_set,median_repeat,promoted,student_path,"
                        + "student_sha256,promotions")) {
            rows.row(
                    owned.run(),
                    t,
                    unit.value(),
                    decision.meanReward(),
                    decision.movingAverage(),
                    owned.settings().outer().tau(),
                    decision.bestSet(),
                    decision.medianRepeat(),
                    decision.promoted(),
                    decision.student().policy().path(),
                    decision.student().policy().sha256(),
                    decision.promotions());
        }
        summary(connection, unit, t, decision);
    }

    void taught(Connection connection, UnitKey unit, UnitResult.Taught taught) throws SQLException {
        int t = UnitTime.t(unit);
        results.policy(connection, unit, "teacher", taught.teacher());
        try (Batch rows = Batch.into(connection, "set_advantage", "run_id,t,k,unit,advantage")) {
            for (int k = 0; k < taught.advantages().size(); k++) {
                rows.row(owned.run(), t, k, unit.value(), taught.advantages().get(k));
            }
        }
        try (Batch rows = ResultSql.trainingSteps(connection)) {
            results.trainingStep(rows, unit, t, "teacher", taught.learningRate(), null, null, taught.report());
        }
    }

    private void summary(Connection connection, UnitKey unit, int t, UnitResult.Decision decision) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into run_summary
                    (run_id, unit, outer_steps_done, promotions, last_mean_reward, last_moving_average)
                values (?, ?, ?, ?, ?, ?)
                on conflict (run_id) do update set unit = excluded.unit, outer_steps_done = excluded.outer_steps_done,
                    promotions = excluded.promotions, last_mean_reward = excluded.last_mean_reward,
                    last_moving_average = excluded.last_moving_average""")) {
            upsert.setLong(1, owned.run());
            upsert.setString(2, unit.value());
            upsert.setInt(3, t + 1);
            upsert.setInt(4, decision.promotions());
            upsert.setDouble(5, decision.meanReward());
            upsert.setObject(6, decision.movingAverage(), Types.DOUBLE);
            upsert.executeUpdate();
        }
    }

    private static int count(List<Boolean> outcomes) {
        return (int) outcomes.stream().filter(Boolean::booleanValue).count();
    }
}
