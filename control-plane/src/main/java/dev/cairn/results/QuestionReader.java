package dev.cairn.results;

import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.results.QuestionRecord.Answered;
import dev.cairn.results.QuestionRecord.Measured;
import dev.cairn.results.QuestionRecord.SameProblem;
import dev.cairn.results.QuestionRecord.Student;
import dev.cairn.results.QuestionRecord.Written;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads the teacher's questions with what became of them. */
@Singleton
public final class QuestionReader {
    private final JdbcRunner jdbc;

    public QuestionReader(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** The questions of set k of outer step t, in order; empty if there is no such set. */
    public List<QuestionRecord> ofSet(long run, int t, int k) {
        return jdbc.call(ResultReader.READING, handle -> {
            List<Long> makers = handle.createQuery(ResultReader.MAKERS)
                    .bind("run", run)
                    .mapTo(Long.class)
                    .list();
            Map<String, List<Student>> students = students(handle, run, t, k, makers);
            return handle.createQuery("""
                            select q.i, q.question, q.answer, w.ordinal, w.step, w.completion_tokens, w.finish_reason,
                                w.verdict, x.text, same.id as same_id, same.answer as same_answer,
                                l.samples as measured, l.correct
                            from question q
                            join outer_step o on o.run_id = q.run_id and o.t = q.t
                            join run_unit u on u.run_id = o.run_id and u.unit = o.unit
                            join run r on r.id = coalesce(u.inherited_from, u.run_id)
                            join experiment e on e.id = r.experiment_id
                            left join learnability l on l.run_id = q.run_id and l.t = q.t and l.k = q.k and l.i = q.i
                            left join rollout w on w.run_id = any (:makers)
                                and w.run_id = coalesce(u.inherited_from, u.run_id) and w.unit = u.unit
                                and w.purpose = 'WRITE' and w.rejection is null and w.problem_id = q.k || '.' || q.i
                            left join rollout_text x on x.run_id = any (:makers) and x.run_id = w.run_id
                                and x.unit = w.unit and x.ordinal = w.ordinal
                            left join lateral (select p.id, p.answer from problem p
                                where p.problem_set_id = e.problem_set_id and p.question = q.question
                                order by p.ordinal limit 1) same on true
                            where q.run_id = :run and q.t = :t and q.k = :k order by q.i""")
                    .bind("run", run)
                    .bind("t", t)
                    .bind("k", k)
                    .bindArray("makers", Long.class, makers)
                    .map((row, context) -> new QuestionRecord(
                            row.getInt("i"),
                            row.getString("question"),
                            row.getString("answer"),
                            written(row),
                            row.getString("same_id") == null
                                    ? null
                                    : new SameProblem(row.getString("same_id"), row.getString("same_answer")),
                            students.getOrDefault(k + "." + row.getInt("i"), List.of()),
                            measured(row)))
                    .list();
        });
    }

    /** How much the questions differ, by outer step. */
    public List<QuestionDiversity> diversity(long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery("""
                        select t, count(*) as questions, count(distinct text) as distinct_questions,
                            count(distinct text) filter (where t = first) as fresh
                        from (select t, md5(question) as text, min(t) over (partition by md5(question)) as first
                            from question where run_id = :run) q
                        group by t order by t""")
                        .bind("run", run)
                        .map((row, context) -> new QuestionDiversity(
                                row.getInt("t"),
                                row.getInt("questions"),
                                row.getInt("distinct_questions"),
                                row.getInt("fresh")))
                        .list());
    }

    private record Answer(String question, int repeat, Answered answered) {}

    /** By question as rollouts name it, one entry per student in the order of repeats. */
    private static Map<String, List<Student>> students(Handle handle, long run, int t, int k, List<Long> makers) {
        List<Answer> answers = handle.createQuery("""
                        select r.problem_id, t.j, r.step, count(*) as samples,
                            count(*) filter (where r.verdict = 'VERIFIED') as correct, avg(r.reward) as points
                        from trial t
                        join run_unit u on u.run_id = t.run_id and u.unit = t.unit
                        join rollout r on r.run_id = any (:makers)
                            and r.run_id = coalesce(u.inherited_from, u.run_id) and r.unit = u.unit
                        where t.run_id = :run and t.t = :t and t.k = :k and r.purpose = 'TRAIN'
                        group by r.problem_id, t.j, r.step order by t.j, r.step""")
                .bind("run", run)
                .bind("t", t)
                .bind("k", k)
                .bindArray("makers", Long.class, makers)
                .map((row, context) -> new Answer(
                        row.getString("problem_id"),
                        row.getInt("j"),
                        new Answered(
                                row.getInt("step"),
                                row.getInt("samples"),
                                row.getInt("correct"),
                                row.getDouble("points"))))
                .list();
        Map<String, Map<Integer, List<Answered>>> byQuestion = new HashMap<>();
        for (Answer answer : answers) {
            byQuestion
                    .computeIfAbsent(answer.question(), any -> new TreeMap<>())
                    .computeIfAbsent(answer.repeat(), any -> new ArrayList<>())
                    .add(answer.answered());
        }
        Map<String, List<Student>> students = new HashMap<>();
        byQuestion.forEach((question, repeats) -> students.put(
                question,
                repeats.entrySet().stream()
                        .map(repeat -> new Student(repeat.getKey(), List.copyOf(repeat.getValue())))
                        .toList()));
        return students;
    }

    private static @Nullable Measured measured(ResultSet row) throws SQLException {
        Integer samples = Columns.integerOrNull(row, "measured");
        return samples == null ? null : new Measured(samples, row.getInt("correct"));
    }

    private static @Nullable Written written(ResultSet row) throws SQLException {
        int ordinal = row.getInt("ordinal");
        return row.wasNull()
                ? null
                : new Written(
                        ordinal,
                        row.getInt("step"),
                        row.getInt("completion_tokens"),
                        row.getString("finish_reason"),
                        row.getString("verdict"),
                        row.getString("text"));
    }
}
