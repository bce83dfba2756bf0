package dev.cairn.problems;

import dev.cairn.jdbc.Batch;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The SQL of the table problem; a set has thousands of rows. */
final class ProblemSql {
    private static final int BATCH = 1000;
    private static final long NO_RUN = -1;

    private static final RowMapper<StoredProblem> PROBLEM = (row, context) -> new StoredProblem(
            row.getInt("ordinal"),
            row.getString("id"),
            row.getString("question"),
            row.getString("answer"),
            row.getObject("tolerance", Double.class),
            row.getString("unit"));

    private static final RowMapper<ListedProblem> LISTED = (row, context) -> new ListedProblem(
            row.getInt("ordinal"),
            row.getString("id"),
            row.getString("question"),
            row.getString("answer"),
            row.getObject("tolerance", Double.class),
            row.getString("unit"),
            screened(row));

    private final JdbcRunner jdbc;

    ProblemSql(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    static void insert(Handle handle, long set, List<ReadProblem> problems) throws SQLException {
        for (int from = 0; from < problems.size(); from += BATCH) {
            try (Batch rows =
                    Batch.into(handle, "problem", "problem_set_id,ordinal,id,question,answer,tolerance,unit")) {
                for (int i = from; i < Math.min(from + BATCH, problems.size()); i++) {
                    Problem problem = problems.get(i).problem();
                    rows.row(
                            set,
                            i,
                            problem.id(),
                            problem.question(),
                            problem.answer(),
                            problem.tolerance(),
                            problems.get(i).unit());
                }
            }
        }
    }

    /** Problems starting at an ordinal. */
    List<StoredProblem> problems(long set, int from, int most) {
        return jdbc.call(
                "reading problem set " + set,
                handle -> handle.createQuery("""
                        select ordinal, id, question, answer, tolerance, unit from problem
                        where problem_set_id = :set and ordinal >= :from order by ordinal limit :most""")
                        .bind("set", set)
                        .bind("from", from)
                        .bind("most", most)
                        .map(PROBLEM)
                        .list());
    }

    /** The problems that a search finds, starting at an ordinal. */
    List<ListedProblem> listed(long set, ProblemSearch search, int from, int most) {
        return jdbc.call(
                "searching problem set " + set,
                handle -> handle.createQuery("""
                        select p.ordinal, p.id, p.question, p.answer, p.tolerance, p.unit,
                            s.samples, s.correct, s.truncated, upper(h.half) as half
                        from problem p
                            left join screening s on s.run_id = :screening and s.problem = p.id
                            left join hard_set h on h.run_id = :screening and h.problem = p.id
                        where p.problem_set_id = :set and p.ordinal >= :from and (not :unsolved or s.correct = 0)
                            and (:text = '' or position(lower(:text) in lower(p.question)) > 0
                                or position(lower(:text) in lower(p.answer)) > 0
                                or position(lower(:text) in lower(p.id)) > 0)
                        order by p.ordinal limit :most""")
                        .bind("set", set)
                        .bind("screening", Objects.requireNonNullElse(search.screening(), NO_RUN))
                        .bind("unsolved", search.unsolved())
                        .bind("text", Objects.requireNonNullElse(search.text(), ""))
                        .bind("from", from)
                        .bind("most", most)
                        .map(LISTED)
                        .list());
    }

    private static ListedProblem.@Nullable Screened screened(ResultSet row) throws SQLException {
        Integer samples = row.getObject("samples", Integer.class);
        String half = row.getString("half");
        return samples == null
                ? null
                : new ListedProblem.Screened(
                        samples,
                        row.getInt("correct"),
                        row.getInt("truncated"),
                        half == null ? null : ListedProblem.Half.valueOf(half));
    }
}
