package dev.cairn.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.results.OuterStepView.SetView;
import dev.cairn.results.OuterStepView.TrialView;
import dev.cairn.settings.OuterSettings.Reward;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the outer steps of soar runs. */
@Singleton
public final class OuterStepReader {
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public OuterStepReader(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** All outer steps that have their questions, in order. */
    public List<OuterStepView> all(long run) {
        return jdbc.call(ResultReader.READING, handle -> all(handle, run));
    }

    private List<OuterStepView> all(Handle handle, long run) {
        PlannedStudents planned = PlannedStudents.of(handle, run);
        Map<Integer, List<List<@Nullable Double>>> rewards = rewards(handle, run, planned.repeats());
        Map<Integer, List<Double>> setRewards = bySet(handle, "set_reward", "reward", run);
        Map<Integer, List<Double>> advantages = bySet(handle, "set_advantage", "advantage", run);
        return handle.createQuery("""
                        select o.t, o.accepted, o.attempts, o.rejected::text, o.multiple_questions, o.duplicate_questions,
                            b.correct, b.questions, p.mean_reward, p.moving_average, p.lower_bound, p.tau, p.best_set, p.median_repeat,
                            p.promoted, p.promotions, s.learning_rate, s.loss, s.kl, s.entropy, s.gradient_norm, s.clipped,
                            s.skipped, s.mismatch_mean
                        from outer_step o
                        left join baseline b on b.run_id = o.run_id and b.t = o.t
                        left join promotion p on p.run_id = o.run_id and p.t = o.t
                        left join training_step s on s.run_id = o.run_id and s.unit = 't/' || o.t || '/teach'
                        where o.run_id = :run order by o.t""")
                .bind("run", run)
                .map((row, context) -> step(row, planned.reward(), rewards, setRewards, advantages))
                .list();
    }

    /** The question sets of an outer step with their questions. */
    public List<SetView> sets(long run, int t) {
        return jdbc.call(ResultReader.READING, handle -> {
            Map<Integer, List<SetView.Question>> questions = new HashMap<>();
            handle.createQuery(
                            "select k, i, question, answer from question where run_id = :run and t = :t order by k, i")
                    .bind("run", run)
                    .bind("t", t)
                    .map((row, context) -> questions
                            .computeIfAbsent(row.getInt("k"), any -> new ArrayList<>())
                            .add(new SetView.Question(
                                    row.getInt("i"), row.getString("question"), row.getString("answer"))))
                    .list();
            return handle.createQuery("""
                            select s.k, r.reward, a.advantage from question_set s
                            left join set_reward r on r.run_id = s.run_id and r.t = s.t and r.k = s.k
                            left join set_advantage a on a.run_id = s.run_id and a.t = s.t and a.k = s.k
                            where s.run_id = :run and s.t = :t order by s.k""")
                    .bind("run", run)
                    .bind("t", t)
                    .map((row, context) -> new SetView(
                            row.getInt("k"),
                            Columns.doubleOrNull(row, "reward"),
                            Columns.doubleOrNull(row, "advantage"),
                            questions.getOrDefault(row.getInt("k"), List.of())))
                    .list();
        });
    }

    /** One trial with its outcomes and optimizer steps. */
    public Optional<TrialView> trial(long run, int t, int k, int j) {
        return jdbc.call(ResultReader.READING, handle -> {
            List<TrialView.QuestionOutcome> outcomes = handle.createQuery("""
                            select b.problem, p.question, p.answer, b.correct as baseline_correct, o.correct
                            from trial_outcome o
                            join baseline_outcome b on b.run_id = o.run_id and b.t = o.t and b.ordinal = o.ordinal
                            join trial s on s.run_id = o.run_id and s.t = o.t and s.k = o.k and s.j = o.j
                            join run_unit u on u.run_id = s.run_id and u.unit = s.unit
                            join run r on r.id = coalesce(u.inherited_from, u.run_id)
                            join experiment e on e.id = r.experiment_id
                            left join problem p on p.problem_set_id = e.problem_set_id and p.id = b.problem
                            where o.run_id = :run and o.t = :t and o.k = :k and o.j = :j order by o.ordinal""")
                    .bind("run", run)
                    .bind("t", t)
                    .bind("k", k)
                    .bind("j", j)
                    .map((row, context) -> new TrialView.QuestionOutcome(
                            row.getString("problem"),
                            row.getString("question"),
                            row.getString("answer"),
                            row.getBoolean("baseline_correct"),
                            row.getBoolean("correct")))
                    .list();
            return handle.createQuery("""
                            select unit, correct, reward, student_sha256 from trial
                            where run_id = :run and t = :t and k = :k and j = :j""")
                    .bind("run", run)
                    .bind("t", t)
                    .bind("k", k)
                    .bind("j", j)
                    .map((row, context) -> new TrialView(
                            t,
                            k,
                            j,
                            row.getInt("correct"),
                            row.getDouble("reward"),
                            row.getString("student_sha256"),
                            outcomes,
                            TrainingSteps.read(handle, run, row.getString("unit"))))
                    .findOne();
        });
    }

    private OuterStepView step(
            ResultSet row,
            Reward kind,
            Map<Integer, List<List<@Nullable Double>>> rewards,
            Map<Integer, List<Double>> setRewards,
            Map<Integer, List<Double>> advantages)
            throws SQLException {
        int t = row.getInt("t");
        return new OuterStepView(
                t,
                kind,
                row.getInt("accepted"),
                row.getInt("attempts"),
                counts(row.getString("rejected")),
                Columns.integerOrNull(row, "multiple_questions"),
                Columns.integerOrNull(row, "duplicate_questions"),
                Columns.integerOrNull(row, "correct"),
                Columns.integerOrNull(row, "questions"),
                setRewards.containsKey(t)
                        ? trained(rewards.getOrDefault(t, List.of()))
                        : rewards.getOrDefault(t, List.of()),
                setRewards.get(t),
                Columns.doubleOrNull(row, "mean_reward"),
                Columns.doubleOrNull(row, "moving_average"),
                Columns.doubleOrNull(row, "lower_bound"),
                Columns.doubleOrNull(row, "tau"),
                Columns.integerOrNull(row, "best_set"),
                Columns.integerOrNull(row, "median_repeat"),
                Columns.booleanOrNull(row, "promoted"),
                Columns.integerOrNull(row, "promotions"),
                advantages.get(t),
                teacherStep(row));
    }

    private static OuterStepView.@Nullable TeacherStep teacherStep(ResultSet row) throws SQLException {
        Double learningRate = Columns.doubleOrNull(row, "learning_rate");
        return learningRate == null
                ? null
                : new OuterStepView.TeacherStep(
                        learningRate,
                        row.getDouble("loss"),
                        Columns.doubleOrNull(row, "kl"),
                        row.getDouble("entropy"),
                        row.getDouble("gradient_norm"),
                        row.getBoolean("clipped"),
                        row.getBoolean("skipped"),
                        row.getDouble("mismatch_mean"));
    }

    /** One list per set, with one element per repeat, null while its trial is not committed. */
    private Map<Integer, List<List<@Nullable Double>>> rewards(Handle handle, long run, int repeats) {
        Map<Integer, List<List<@Nullable Double>>> byStep = new HashMap<>();
        handle.createQuery("select t, k from question_set where run_id = :run order by t, k")
                .bind("run", run)
                .map((row, context) -> byStep.computeIfAbsent(row.getInt("t"), any -> new ArrayList<>())
                        .add(new ArrayList<>(Collections.<@Nullable Double>nCopies(repeats, null))))
                .list();
        handle.createQuery("select t, k, j, reward from trial where run_id = :run")
                .bind("run", run)
                .map((row, context) ->
                        indexOf(byStep, row.getInt("t"), row.getInt("k"), row.getInt("j"), row.getDouble("reward")))
                .list();
        return byStep;
    }

    /** Without places for students that were never trained, because their set had left the race. */
    private static List<List<@Nullable Double>> trained(List<List<@Nullable Double>> sets) {
        sets.forEach(set -> set.removeIf(Objects::isNull));
        return sets;
    }

    private static boolean indexOf(
            Map<Integer, List<List<@Nullable Double>>> byStep, int t, int k, int j, double reward) {
        List<@Nullable Double> repeats = byStep.getOrDefault(t, List.of()).get(k);
        while (repeats.size() <= j) {
            repeats.add(null);
        }
        repeats.set(j, reward);
        return true;
    }

    private Map<Integer, List<Double>> bySet(Handle handle, String table, String column, long run) {
        Map<Integer, List<Double>> byStep = new HashMap<>();
        handle.createQuery("select t, " + column + " from " + table + " where run_id = :run order by t, k")
                .bind("run", run)
                .map((row, context) -> byStep.computeIfAbsent(row.getInt("t"), any -> new ArrayList<>())
                        .add(row.getDouble(column)))
                .list();
        return byStep;
    }

    private Map<String, Integer> counts(String stored) {
        try {
            return json.readValue(stored, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored rejections can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
