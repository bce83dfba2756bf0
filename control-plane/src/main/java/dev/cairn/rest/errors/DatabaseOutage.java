package dev.cairn.rest.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.SqlFailures;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The answer while the database is unreachable or full: retry later, nothing was changed. */
@ApplicationScoped
public final class DatabaseOutage {
    private static final Logger LOG = Logger.getLogger(DatabaseOutage.class);

    /** The local server is back within this time; a full disk has to be fixed by someone. */
    private static final int AWAY_SECONDS = 5;

    private static final int FULL_SECONDS = 60;

    private final ObjectMapper json;

    DatabaseOutage(ObjectMapper json) {
        this.json = json;
    }

    /** The answer to a failure caused by an unreachable or full database; empty for any other failure. */
    static Optional<Response> answer(Throwable failure) {
        @Nullable ProblemDetail problem = problem(failure);
        if (problem == null) {
            return Optional.empty();
        }
        LOG.debugf("a request failed because the database is unavailable: %s", failure.getMessage());
        return Optional.of(Response.status(problem.status())
                .type(ProblemDetail.MEDIA_TYPE)
                .header("Retry-After", retryAfter(problem))
                .entity(problem)
                .build());
    }

    /**
     * Registers the handler for requests that fail before they reach a resource, for example when their token is looked
     * up.
     */
    void register(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE - 2).failureHandler(this::failed);
    }

    private void failed(RoutingContext request) {
        @Nullable ProblemDetail problem = request.failure() == null ? null : problem(request.failure());
        if (problem == null || request.response().headWritten()) {
            request.next();
            return;
        }
        try {
            var _ = request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                    .putHeader("Retry-After", Integer.toString(retryAfter(problem)))
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            request.next();
        }
    }

    private static @Nullable ProblemDetail problem(Throwable failure) {
        if (SqlFailures.isDiskFull(failure)) {
            return new ProblemDetail(
                    ProblemDetail.TYPES + "disk-full",
                    "The database's disk is full",
                    507,
                    "nothing was changed; make room on the database's disk and send the request again",
                    null);
        }
        return SqlFailures.isDatabaseUnavailable(failure)
                ? new ProblemDetail(
                        ProblemDetail.TYPES + "database-away",
                        "The database does not answer",
                        503,
                        "send the request again in a few seconds; /q/health/ready says when the database is back",
                        null)
                : null;
    }

    private static int retryAfter(ProblemDetail problem) {
        return problem.status() == 507 ? FULL_SECONDS : AWAY_SECONDS;
    }
}
