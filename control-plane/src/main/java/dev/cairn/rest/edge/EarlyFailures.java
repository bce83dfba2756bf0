package dev.cairn.rest.edge;

import dev.cairn.rest.errors.DatabaseOutage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Failures outside resources, as problem+json: a request line or Host that is not valid HTTP, an unreadable file, an
 * unknown address. No internals are shown.
 */
@ApplicationScoped
final class EarlyFailures {
    /** After {@link DatabaseOutage}, before Quarkus' own page. */
    private static final int ORDER = Integer.MAX_VALUE - 1;

    private static final Logger LOG = Logger.getLogger(EarlyFailures.class);
    private static final int SERVER_ERRORS = 500;
    private static final int NOT_FOUND = 404;

    void register(@Observes Router router) {
        router.route().order(ORDER).failureHandler(EarlyFailures::failed);
        router.route().order(ORDER).handler(context -> context.fail(NOT_FOUND));
    }

    private static void failed(RoutingContext context) {
        @Nullable Throwable failure = context.failure();
        if (failure instanceof SecurityException || context.response().headWritten()) {
            // Quarkus asks for credentials, and ends an answer that has started.
            context.next();
            return;
        }
        AnswerHeaders.on(context);
        int status = context.statusCode() < 400 ? SERVER_ERRORS : context.statusCode();
        if (status >= SERVER_ERRORS) {
            broken(context, status, failure);
            return;
        }
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        EarlyProblem.answer(context, status, "http-" + status, title, detail(status));
    }

    private static void broken(RoutingContext context, int status, @Nullable Throwable failure) {
        String request = context.request().method() + " " + context.request().path();
        if (failure instanceof IOException) {
            LOG.debugf(failure, "%s ended; its client has probably disconnected", request);
        } else {
            LOG.errorf(failure, "%s failed with an unexpected error", request);
        }
        EarlyProblem.answer(
                context, status, "internal", "Internal error", "this is a bug in Cairn; the log has the details");
    }

    private static String detail(int status) {
        return status == NOT_FOUND
                ? "there is nothing at this address"
                : "the request is not valid HTTP/1.1: check its first line and its Host header";
    }
}
