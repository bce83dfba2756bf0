package dev.cairn.rest.edge;

import dev.cairn.rest.errors.ProblemDetail;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers with problem+json if a request is refused before it reaches a resource. */
final class EarlyProblem {
    private EarlyProblem() {}

    public static void answer(RoutingContext context, int status, String kind, String title, String detail) {
        var _ = context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                .end(new JsonObject()
                        .put("type", ProblemDetail.TYPES + kind)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode());
    }

    /** Answers and closes the connection; the rest of the request is not read. */
    public static void answerAndClose(RoutingContext context, int status, String kind, String title, String detail) {
        context.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(ended -> context.request().connection().close());
        answer(context, status, kind, title, detail);
    }
}
