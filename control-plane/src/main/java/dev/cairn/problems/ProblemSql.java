package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.jdbc.Batch;
import dev.cairn.jdbc.Columns;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadProblem;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The SQL of problem_set and problem. */
final class ProblemSql {
    private static final int BATCH = 1000;
    private static final String BUILT_IN = "builtin";
    private static final String UPLOAD = "upload";
    private static final String COLUMNS = "id, name, source, format, comparison, problems, skipped, warnings,"
            + " file_sha256, file_bytes, sha256, created_by, created_at";

    private static final RowMapper<ProblemSet> SET = (row, context) -> new ProblemSet(
            row.getLong("id"),
            row.getString("name"),
            row.getString("source").startsWith(BUILT_IN),
            ProblemFormat.valueOf(row.getString("format")),
            AnswerComparison.valueOf(row.getString("comparison")),
            row.getInt("problems"),
            row.getInt("skipped"),
            row.getInt("warnings"),
            row.getString("file_sha256"),
            row.getObject("file_bytes", Long.class),
            row.getString("sha256"),
            row.getString("created_by"),
            Columns.instant(row, "created_at"));

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

    /**
     * Stores a set, or finds the one with its name.
     *
     * @param sha256 over the content
     */
    ProblemSet store(NewProblemSet set, String sha256) {
        return jdbc.inTransaction("storing problem set " + set.name(), handle -> {
            insert(handle, set, sha256);
            return byName(handle, set.name()).orElseThrow();
        });
    }

    /** The conflict waits for anyone who is storing a set of this name just now. */
    private static void insert(Handle handle, NewProblemSet set, String sha256) throws SQLException {
        NewProblemSet.Original file = set.file();
        Optional<Long> id = handle.createQuery("""
                        insert into problem_set (name, source, format, comparison, problems, skipped, warnings,
                            file_sha256, file_bytes, sha256, created_by)
                        values (:name, :source, :format, :comparison, :problems, :skipped, :warnings,
                            :fileSha256, :fileBytes, :sha256, :createdBy)
                        on conflict (name) do nothing returning id""")
                .bind("name", set.name())
                .bind("source", set.builtIn() ? BUILT_IN : UPLOAD)
                .bind("format", set.format().name())
                .bind("comparison", set.comparison().name())
                .bind("problems", set.problems().size())
                .bind("skipped", set.skipped())
                .bind("warnings", set.warnings())
                .bind("fileSha256", file == null ? null : file.sha256())
                .bind("fileBytes", file == null ? null : file.bytes())
                .bind("sha256", sha256)
                .bind("createdBy", set.createdBy())
                .mapTo(Long.class)
                .findOne();
        if (id.isPresent()) {
            insertProblems(handle, id.get(), set.problems());
        }
    }

    private static void insertProblems(Handle handle, long set, List<ReadProblem> problems) throws SQLException {
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

    Optional<ProblemSet> byName(String name) {
        return jdbc.call("reading problem set " + name, handle -> byName(handle, name));
    }

    private static Optional<ProblemSet> byName(Handle handle, String name) {
        return handle.createQuery("select " + COLUMNS + " from problem_set where name = :name")
                .bind("name", name)
                .map(SET)
                .findOne();
    }

    Optional<ProblemSet> byId(long id) {
        return jdbc.call(
                "reading problem set " + id,
                handle -> handle.createQuery("select " + COLUMNS + " from problem_set where id = :id")
                        .bind("id", id)
                        .map(SET)
                        .findOne());
    }

    /** Sets of smaller ids, newest first. */
    List<ProblemSet> before(long id, int most) {
        return jdbc.call(
                "listing problem sets",
                handle -> handle.createQuery(
                                "select " + COLUMNS + " from problem_set where id < :id order by id desc limit :most")
                        .bind("id", id)
                        .bind("most", most)
                        .map(SET)
                        .list());
    }

    /** Makes a name free that a set of another content has. */
    void rename(long id, String name) {
        jdbc.call(
                "renaming problem set " + id,
                handle -> handle.createUpdate("update problem_set set name = :name where id = :id")
                        .bind("name", name)
                        .bind("id", id)
                        .execute());
    }

    /** Problems from an ordinal on. */
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
