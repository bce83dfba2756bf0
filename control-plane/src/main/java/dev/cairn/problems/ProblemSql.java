package dev.cairn.problems;

import dev.cairn.grading.AnswerComparison;
import dev.cairn.ports.Problem;
import dev.cairn.problems.files.ProblemFormat;
import dev.cairn.problems.files.ReadProblem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The SQL of problem_set and problem. */
final class ProblemSql {
    private static final int BATCH = 1000;
    private static final String BUILT_IN = "builtin";
    private static final String UPLOAD = "upload";
    private static final String COLUMNS = "id, name, source, format, comparison, problems, skipped, warnings,"
            + " file_sha256, file_bytes, sha256, created_by, created_at";

    private final DataSource database;

    ProblemSql(DataSource database) {
        this.database = database;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Stores a set, or finds the one with its name.
     *
     * @param sha256 over the content
     */
    ProblemSet store(NewProblemSet set, String sha256) {
        return call("storing problem set " + set.name(), connection -> {
            connection.setAutoCommit(false);
            try {
                insert(connection, set, sha256);
                ProblemSet stored = byName(connection, set.name()).orElseThrow();
                connection.commit();
                return stored;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        });
    }

    /** The conflict waits for anyone who is storing a set of this name just now. */
    private static void insert(Connection connection, NewProblemSet set, String sha256) throws SQLException {
        NewProblemSet.Original file = set.file();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into problem_set (name, source, format, comparison, problems, skipped, warnings, file_sha256,
                    file_bytes, sha256, created_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (name) do nothing returning id""")) {
            insert.setString(1, set.name());
            insert.setString(2, set.builtIn() ? BUILT_IN : UPLOAD);
            insert.setString(3, set.format().name());
            insert.setString(4, set.comparison().name());
            insert.setInt(5, set.problems().size());
            insert.setInt(6, set.skipped());
            insert.setInt(7, set.warnings());
            insert.setString(8, file == null ? null : file.sha256());
            insert.setObject(9, file == null ? null : file.bytes(), Types.BIGINT);
            insert.setString(10, sha256);
            insert.setString(11, set.createdBy());
            try (ResultSet inserted = insert.executeQuery()) {
                if (inserted.next()) {
                    insertProblems(connection, inserted.getLong(1), set.problems());
                }
            }
        }
    }

    private static void insertProblems(Connection connection, long set, List<ReadProblem> problems)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into problem (problem_set_id, ordinal, id, question, answer, tolerance, unit)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < problems.size(); i++) {
                Problem problem = problems.get(i).problem();
                insert.setLong(1, set);
                insert.setInt(2, i);
                insert.setString(3, problem.id());
                insert.setString(4, problem.question());
                insert.setString(5, problem.answer());
                insert.setObject(6, problem.tolerance(), Types.DOUBLE);
                insert.setString(7, problems.get(i).unit());
                insert.addBatch();
                if (i % BATCH == BATCH - 1) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    Optional<ProblemSet> byName(String name) {
        return call("reading problem set " + name, connection -> byName(connection, name));
    }

    private static Optional<ProblemSet> byName(Connection connection, String name) throws SQLException {
        return first(select(connection, "where name = ?", name));
    }

    Optional<ProblemSet> byId(long id) {
        return call("reading problem set " + id, connection -> first(select(connection, "where id = ?", id)));
    }

    /** Sets of smaller ids, newest first. */
    List<ProblemSet> before(long id, int most) {
        return call(
                "listing problem sets",
                connection -> select(connection, "where id < ? order by id desc limit ?", id, most));
    }

    /** Makes a name free that a set of another content has. */
    void rename(long id, String name) {
        call("renaming problem set " + id, connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update problem_set set name = ? where id = ?")) {
                update.setString(1, name);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
    }

    /** Problems from an ordinal on. */
    List<StoredProblem> problems(long set, int from, int most) {
        return call("reading problem set " + set, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select ordinal, id, question, answer, tolerance, unit from problem"
                            + " where problem_set_id = ? and ordinal >= ? order by ordinal limit ?")) {
                select.setLong(1, set);
                select.setInt(2, from);
                select.setInt(3, most);
                List<StoredProblem> problems = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        problems.add(new StoredProblem(
                                row.getInt("ordinal"),
                                row.getString("id"),
                                row.getString("question"),
                                row.getString("answer"),
                                row.getObject("tolerance", Double.class),
                                row.getString("unit")));
                    }
                }
                return problems;
            }
        });
    }

    private static List<ProblemSet> select(Connection connection, String where, Object... arguments)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from problem_set " + where)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setObject(i + 1, arguments[i]);
            }
            List<ProblemSet> sets = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sets.add(set(row));
                }
            }
            return sets;
        }
    }

    private static Optional<ProblemSet> first(List<ProblemSet> sets) {
        return sets.stream().findFirst();
    }

    private static ProblemSet set(ResultSet row) throws SQLException {
        return new ProblemSet(
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
                row.getTimestamp("created_at").toInstant());
    }

    private <T extends @Nullable Object> T call(String what, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(what + " failed: " + e.getMessage(), e);
        }
    }
}
