package dev.cairn.history;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A query was not accepted, or failed; nothing was changed. */
public final class QueryFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public QueryFailedException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** @param cause what the database reported */
    QueryFailedException(Problem problem, SQLException cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /**
     * What is wrong with a query.
     *
     * @param sqlState PostgreSQL's code of the error, see its appendix A
     * @param position of the error in the query, in characters from 1
     * @param line of the position, from 1
     * @param hint what may help, according to PostgreSQL
     */
    public record Problem(
            String sqlState,
            String message,
            @Nullable Integer position,
            @Nullable Integer line,
            @Nullable String hint) {
        /** A problem found before the database was asked. */
        static Problem of(String sqlState, String message) {
            return new Problem(sqlState, message, null, null, null);
        }
    }

    public Problem problem() {
        return problem;
    }

    /** Translates the database's error; positions are those in the text as its author wrote it. */
    static QueryFailedException of(SQLException e, NamedSql sql, int prefix) {
        String state = e.getSQLState() == null ? "58000" : e.getSQLState();
        ServerErrorMessage server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (server == null) {
            return new QueryFailedException(Problem.of(state, String.valueOf(e.getMessage())), e);
        }
        Integer position = server.getPosition() > prefix ? sql.writtenAt(server.getPosition() - prefix) : null;
        String detail = server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
        return new QueryFailedException(
                new Problem(
                        state,
                        server.getMessage() + detail,
                        position,
                        position == null ? null : sql.lineOf(position),
                        server.getHint()),
                e);
    }
}
