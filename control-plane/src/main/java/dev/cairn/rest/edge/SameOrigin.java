package dev.cairn.rest.edge;

import dev.cairn.rest.auth.SafeMethods;
import dev.cairn.rest.auth.SessionCookie;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Allows changes with a browser's session only from the console's own pages. SameSite does not distinguish ports, so
 * requests from a page of another program on this machine would carry the session; its Origin reveals it. Browsers send
 * Origin with everything but GET and HEAD.
 */
@ApplicationScoped
final class SameOrigin {
    private static final int AFTER_THE_HOST_CHECK = 950;

    void register(@Observes Filters filters) {
        filters.register(SameOrigin::check, AFTER_THE_HOST_CHECK);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean bySession = request.getHeader(HttpHeaders.AUTHORIZATION) == null && SessionCookie.of(request) != null;
        boolean trusted = origin == null ? !bySession : isOwn(origin, request.authority());
        if (trusted || SafeMethods.includes(request.method().name())) {
            context.next();
            return;
        }
        EarlyProblem.answer(
                context,
                403,
                "foreign-origin",
                "Forbidden",
                bySession
                        ? "a session may change things only from the console's own pages (Origin)"
                        : "a page of another origin may not change things here: omit the Origin header, or send this"
                                + " server's own");
    }

    private static boolean isOwn(String origin, @Nullable HostAndPort host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return host != null && authority != null && authority.equalsIgnoreCase(host.toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
