package dev.cairn.rest.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.history.HistoryDoor;
import dev.cairn.history.QueryFailedException;
import dev.cairn.history.QueryLine;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Maps failures of queries over history to problem+json. */
final class HistoryErrorMappers {
    private static final int RETRY_SECONDS = 5;

    /**
     * A problem with a query (RFC 9457).
     *
     * @param sqlState PostgreSQL's code
     * @param position in the query, in characters from 1
     * @param line in the query, from 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryProblem(
            String type,
            String title,
            int status,
            String detail,
            String sqlState,
            @Nullable Integer position,
            @Nullable Integer line,
            @Nullable String hint) {}

    @ServerExceptionMapper
    Response failed(QueryFailedException e) {
        QueryFailedException.Problem problem = e.problem();
        int status = problem.sqlState().equals("57014") ? 408 : 400;
        return Response.status(status)
                .type(MediaType.valueOf(ProblemDetail.MEDIA_TYPE))
                .entity(new QueryProblem(
                        ProblemDetail.TYPES + "query-failed",
                        status == 408 ? "The query was stopped" : "The query failed",
                        status,
                        problem.message(),
                        problem.sqlState(),
                        problem.position(),
                        problem.line(),
                        problem.hint()))
                .build();
    }

    @ServerExceptionMapper
    Response lineFull(QueryLine.FullException e) {
        Response problem = ProblemDetail.response(
                429, "too-many-queries", "Too many queries", e.getMessage() + "; try again in a few seconds", null);
        return Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    @ServerExceptionMapper
    Response closed(HistoryDoor.ClosedException e) {
        return ProblemDetail.response(
                503, "history-closed", "SQL over history is closed", String.valueOf(e.getMessage()), null);
    }
}
