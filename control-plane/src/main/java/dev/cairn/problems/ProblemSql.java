package dev.cairn.problems;

import dev.cairn.jdbc.Batch;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFile.ReadProblem;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The SQL of the table problem; a set has thousands of rows. */
final class ProblemSql {
    private static final int BATCH = 1000;

    private static final RowMapper<StoredProblem> PROBLEM = (row, context) -> new StoredProblem(
            row.getInt("ordinal"),
            row.getString("id"),
            row.getString("question"),
            row.getString("answer"),
            row.getObject("tolerance", Double.class),
            row.getString("unit"));

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
}
