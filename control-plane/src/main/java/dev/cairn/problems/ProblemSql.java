package dev.cairn.problems;

import dev.cairn.soar.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The SQL of problem_set and problem. */
final class ProblemSql {
    private static final int BATCH = 1000;
    private static final String COLUMNS = "id, name, sha256, source, problems, created_at";

    private ProblemSql() {}

    static ProblemSet store(DataSource database, String name, String sha256, String source, List<Problem> problems) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // The conflict waits for whoever is storing the same content just now.
                try (PreparedStatement insert = connection.prepareStatement("""
                        insert into problem_set (name, sha256, source, problems) values (?, ?, ?, ?)
                        on conflict (sha256) do nothing returning id""")) {
                    insert.setString(1, name);
                    insert.setString(2, sha256);
                    insert.setString(3, source);
                    insert.setInt(4, problems.size());
                    try (ResultSet inserted = insert.executeQuery()) {
                        if (inserted.next()) {
                            insertProblems(connection, inserted.getLong(1), problems);
                        }
                    }
                }
                ProblemSet set = bySha256(connection, sha256);
                connection.commit();
                return set;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("storing problem set " + name + " failed: " + e.getMessage(), e);
        }
    }

    private static void insertProblems(Connection connection, long set, List<Problem> problems) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into problem (problem_set_id, ordinal, id, question, answer) values (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < problems.size(); i++) {
                Problem problem = problems.get(i);
                insert.setLong(1, set);
                insert.setInt(2, i);
                insert.setString(3, problem.id());
                insert.setString(4, problem.question());
                insert.setString(5, problem.answer());
                insert.addBatch();
                if (i % BATCH == BATCH - 1) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static ProblemSet bySha256(Connection connection, String sha256) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from problem_set where sha256 = ?")) {
            select.setString(1, sha256);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return set(row);
            }
        }
    }

    static Optional<ProblemSet> find(DataSource database, long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select " + COLUMNS + " from problem_set where id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(set(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("reading problem set " + id + " failed: " + e.getMessage(), e);
        }
    }

    static List<Problem> problems(DataSource database, long set) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id, question, answer from problem where problem_set_id = ? order by ordinal")) {
            select.setLong(1, set);
            List<Problem> problems = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    problems.add(new Problem(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
            return problems;
        } catch (SQLException e) {
            throw new IllegalStateException("reading problem set " + set + " failed: " + e.getMessage(), e);
        }
    }

    private static ProblemSet set(ResultSet row) throws SQLException {
        return new ProblemSet(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getTimestamp(6).toInstant());
    }
}
