package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.PagePosition;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.ports.UnitResult.WrittenQuestion;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the questions of teachers, and of untrained students, that students train on after the outer loop. */
@Singleton
public final class TeacherQuestions {
    private static final String LIST = "teacher-questions";

    private final JdbcRunner jdbc;

    public TeacherQuestions(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** PQ of a soar run: the sets of the promoted students, in the order of the promotions. */
    public List<WrittenQuestion> ofPromotions(long run) {
        return questions("""
                select row_number() over (order by t, i) - 1 as index, question, answer from promotion_question
                where run_id = :run order by t, i""", run);
    }

    /** The questions of a sample run. */
    public List<WrittenQuestion> sampled(long run) {
        return questions("""
                select position as index, question, answer from sampled_question
                where run_id = :run order by position""", run);
    }

    /**
     * The promotion questions of a soar run, page by page.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<TeacherQuestion> promotionPage(long run, int limit, @Nullable String cursor) {
        return page("""
                select * from (
                    select row_number() over (order by t, i) - 1 as position, t, k, 't/' || t || '/write' as unit, question,
                        answer, null::int as votes, null::int as agreeing
                    from promotion_question where run_id = :run) all_questions
                where position > :after order by position limit :limit""", run, limit, cursor);
    }

    /**
     * The questions of a sample run, page by page.
     *
     * @throws IllegalArgumentException if the cursor is not valid
     */
    public RecordPage<TeacherQuestion> sampledPage(long run, int limit, @Nullable String cursor) {
        return page("""
                select position, null::int as t, null::int as k, unit, question, answer, votes, agreeing from sampled_question
                where run_id = :run and position > :after order by position limit :limit""", run, limit, cursor);
    }

    private RecordPage<TeacherQuestion> page(String query, long run, int limit, @Nullable String cursor) {
        PagePosition after = PagePosition.decode(cursor, PagePosition.of(LIST, "-1"));
        List<TeacherQuestion> found = jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(query)
                        .bind("run", run)
                        .bind("after", after.whole(0))
                        .bind("limit", limit + 1)
                        .map((row, context) -> new TeacherQuestion(
                                row.getInt("position"),
                                row.getString("question"),
                                row.getString("answer"),
                                row.getString("unit"),
                                row.getObject("t", Integer.class),
                                row.getObject("k", Integer.class),
                                row.getObject("votes", Integer.class),
                                row.getObject("agreeing", Integer.class)))
                        .list());
        return RecordPage.of(found, limit, last -> PagePosition.of(LIST, Integer.toString(last.position())));
    }

    private List<WrittenQuestion> questions(String query, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(query)
                        .bind("run", run)
                        .map((row, context) -> new WrittenQuestion(
                                row.getInt("index"), row.getString("question"), row.getString("answer")))
                        .list());
    }
}
