package dev.cairn.rest.edge;

import dev.cairn.access.AuditIntents;
import dev.cairn.rest.errors.RequestLimits;
import dev.cairn.rest.filters.AuditFilter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are too large, and closes the connection if one does not arrive in time. */
@ApplicationScoped
final class RequestBodies {
    private static final int AFTER_THE_ADDRESS_CHECK = 940;
    private static final String UPLOADS = "/api/v1/problem-sets";

    private final RequestLimits limits;
    private final MemorySize largest;
    private final AuditIntents intents;

    RequestBodies(
            RequestLimits limits,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largest,
            AuditIntents intents) {
        this.intents = intents;
        this.limits = limits;
        this.largest = largest;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_ADDRESS_CHECK);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        // A problem file may be JSON, and is larger than any other request.
        boolean json = !String.valueOf(request.path()).startsWith(UPLOADS)
                && isJson(request.getHeader(HttpHeaders.CONTENT_TYPE));
        MemorySize limit = json ? limits.jsonSize() : largest;
        @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && isMoreThan(length, limit.asLongValue())) {
            EarlyProblem.answerAndClose(
                    context,
                    413,
                    "http-413",
                    "The body is too large",
                    "the body has " + length + " bytes; at most " + limit.asLongValue() + " are allowed"
                            + (json ? " (cairn.requests.json-size)" : ""));
            return;
        }
        boolean hasBody =
                length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null : !length.equals("0");
        if (hasBody) {
            cutAfter(json ? limits.bodyTime() : limits.uploadTime(), context);
        }
        context.next();
    }

    private static boolean isMoreThan(String length, long limit) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** A body without a type is treated as JSON; it is refused when it is read. */
    static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        String bare = (end < 0 ? type : type.substring(0, end)).strip();
        return bare.equals("application/json") || bare.endsWith("+json") || bare.equals("*/*");
    }

    private void cutAfter(Duration time, RoutingContext context) {
        long timer = context.vertx().setTimer(time.toMillis(), fired -> closeLate(time, context));
        context.request().end().onComplete(arrived -> context.vertx().cancelTimer(timer));
        context.addEndHandler(answered -> context.vertx().cancelTimer(timer));
    }

    /** A request that never arrived completely has not changed anything, so its intent does not go to the audit. */
    private void closeLate(Duration time, RoutingContext context) {
        Long intent = context.get(AuditFilter.INTENT);
        if (intent != null) {
            Thread.ofVirtual().name("withdraw-intent").start(() -> intents.withdraw(intent));
        }
        if (context.response().headWritten()) {
            context.request().connection().close();
            return;
        }
        EarlyProblem.answerAndClose(
                context,
                408,
                "http-408",
                "The body did not arrive in time",
                "the body has not arrived within " + time.toSeconds() + " s");
    }
}
