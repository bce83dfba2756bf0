package dev.cairn.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses addresses with a character of code 0: PostgreSQL has no text with it, so nothing can be found by it. */
@ApplicationScoped
final class NoNulInAddresses {
    private static final int AFTER_THE_ORIGIN_CHECK = 950;

    void register(@Observes Filters filters) {
        filters.register(NoNulInAddresses::check, AFTER_THE_ORIGIN_CHECK);
    }

    private static void check(RoutingContext request) {
        if (!request.request().uri().contains("%00")) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                .end(
                        "{\"type\":\"https://cairn.dev/problems/bad-request\",\"title\":\"The request can't be understood\","
                                + "\"status\":400,\"detail\":\"the address has a character of code 0\"}");
    }
}
