package dev.cairn.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the outer steps of soar runs. */
@Singleton
public final class OuterSteps {
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final Reads reads;
    private final ObjectMapper json;

    public OuterSteps(DataSource database, ObjectMapper json) {
        this.reads = new Reads(database);
        this.json = json;
    }

    /** All outer steps whose questions are written, in order. */
    public List<OuterStepView> all(long run) {
        int repeats = reads.first("""
                        select (e.spec #>> '{soar,outer,repeats}')::int from run r
                        join experiment e on e.id = r.experiment_id where r.id = ?""", row -> row.getInt(1), run).orElse(0);
        Map<Integer, List<List<@Nullable Double>>> rewards = rewards(run, repeats);
        Map<Integer, List<Double>> setRewards = bySet("set_reward", "reward", run);
        Map<Integer, List<Double>> advantages = bySet("set_advantage", "advantage", run);
        return reads.list("""
                select o.t, o.accepted, o.attempts, o.rejected::text, o.several_questions, o.repeated_questions, b.correct, b.questions, p.mean_reward,
                    p.moving_average, p.tau, p.best_set, p.median_repeat, p.promoted, p.promotions,
                    s.learning_rate, s.loss, s.kl, s.gradient_norm, s.clipped, s.skipped, s.mismatch_mean
                from outer_step o
                left join baseline b on b.run_id = o.run_id and b.t = o.t
                left join promotion p on p.run_id = o.run_id and p.t = o.t
                left join training_step s on s.run_id = o.run_id and s.unit = 't/' || o.t || '/teach'
                where o.run_id = ? order by o.t""", row -> step(row, rewards, setRewards, advantages), run);
    }

    /** The question sets of an outer step with their questions. */
    public List<SetView> sets(long run, int t) {
        Map<Integer, List<SetView.Question>> questions = new HashMap<>();
        reads.list(
                "select k, i, question, answer from question where run_id = ? and t = ? order by k, i",
                row -> questions
                        .computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
                        .add(new SetView.Question(row.getInt(2), row.getString(3), row.getString(4))),
                run,
                t);
        return reads.list(
                """
                select s.k, r.reward, a.advantage from question_set s
                left join set_reward r on r.run_id = s.run_id and r.t = s.t and r.k = s.k
                left join set_advantage a on a.run_id = s.run_id and a.t = s.t and a.k = s.k
                where s.run_id = ? and s.t = ? order by s.k""",
                row -> new SetView(
                        row.getInt(1),
                        Reads.number(row, 2),
                        Reads.number(row, 3),
                        questions.getOrDefault(row.getInt(1), List.of())),
                run,
                t);
    }

    /** One student run with its outcomes and optimizer steps. */
    public Optional<TrialView> trial(long run, int t, int k, int j) {
        List<TrialView.Outcome> outcomes = reads.list(
                """
                select b.problem, b.correct, o.correct from trial_outcome o
                join baseline_outcome b on b.run_id = o.run_id and b.t = o.t and b.ordinal = o.ordinal
                where o.run_id = ? and o.t = ? and o.k = ? and o.j = ? order by o.ordinal""",
                row -> new TrialView.Outcome(row.getString(1), row.getBoolean(2), row.getBoolean(3)),
                run,
                t,
                k,
                j);
        return reads.first(
                "select unit, correct, reward, student_sha256 from trial where run_id = ? and t = ? and k = ? and j = ?",
                row -> new TrialView(
                        t,
                        k,
                        j,
                        row.getInt(2),
                        row.getDouble(3),
                        row.getString(4),
                        outcomes,
                        TrainingSteps.read(reads, run, row.getString(1))),
                run,
                t,
                k,
                j);
    }

    private OuterStepView step(
            ResultSet row,
            Map<Integer, List<List<@Nullable Double>>> rewards,
            Map<Integer, List<Double>> setRewards,
            Map<Integer, List<Double>> advantages)
            throws SQLException {
        int t = row.getInt(1);
        return new OuterStepView(
                t,
                row.getInt(2),
                row.getInt(3),
                counts(row.getString(4)),
                Reads.whole(row, 5),
                Reads.whole(row, 6),
                Reads.whole(row, 7),
                Reads.whole(row, 8),
                rewards.getOrDefault(t, List.of()),
                setRewards.get(t),
                Reads.number(row, 9),
                Reads.number(row, 10),
                Reads.number(row, 11),
                Reads.whole(row, 12),
                Reads.whole(row, 13),
                Reads.flag(row, 14),
                Reads.whole(row, 15),
                advantages.get(t),
                teacherStep(row));
    }

    private static OuterStepView.@Nullable TeacherStep teacherStep(ResultSet row) throws SQLException {
        Double learningRate = Reads.number(row, 16);
        return learningRate == null
                ? null
                : new OuterStepView.TeacherStep(
                        learningRate,
                        row.getDouble(17),
                        Reads.number(row, 18),
                        row.getDouble(19),
                        row.getBoolean(20),
                        row.getBoolean(21),
                        row.getDouble(22));
    }

    /** One list a set with a place for every repeat. */
    private Map<Integer, List<List<@Nullable Double>>> rewards(long run, int repeats) {
        Map<Integer, List<List<@Nullable Double>>> byStep = new HashMap<>();
        reads.list(
                "select t, k from question_set where run_id = ? order by t, k",
                row -> byStep.computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
                        .add(new ArrayList<>(Collections.<@Nullable Double>nCopies(repeats, null))),
                run);
        reads.list(
                "select t, k, j, reward from trial where run_id = ?",
                row -> place(byStep, row.getInt(1), row.getInt(2), row.getInt(3), row.getDouble(4)),
                run);
        return byStep;
    }

    private static boolean place(
            Map<Integer, List<List<@Nullable Double>>> byStep, int t, int k, int j, double reward) {
        List<@Nullable Double> repeats = byStep.getOrDefault(t, List.of()).get(k);
        while (repeats.size() <= j) {
            repeats.add(null);
        }
        repeats.set(j, reward);
        return true;
    }

    private Map<Integer, List<Double>> bySet(String table, String column, long run) {
        Map<Integer, List<Double>> byStep = new HashMap<>();
        reads.list(
                "select t, " + column + " from " + table + " where run_id = ? order by t, k",
                row -> byStep.computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
                        .add(row.getDouble(2)),
                run);
        return byStep;
    }

    private Map<String, Integer> counts(String stored) {
        try {
            return json.readValue(stored, COUNTS);
        } catch (JsonProcessingException e) {
            throw new LedgerException("the stored rejections can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
