package dev.cairn.rest.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a page of another site could have caused: the Host must be this machine, and so must the Origin
 * if a browser sends one. Without the first, a name that resolves to 127.0.0.1 (DNS rebinding) would reach the API.
 */
@ApplicationScoped
final class LoopbackOnly {
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int BEFORE_ALL_ROUTES = 1000;

    void register(@Observes Filters filters) {
        filters.register(LoopbackOnly::check, BEFORE_ALL_ROUTES);
    }

    private static void check(RoutingContext request) {
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        if (isOwn(
                        request.request().authority() == null
                                ? null
                                : request.request().authority().host())
                && (origin == null || isOwn(hostOf(origin)))) {
            request.next();
            return;
        }
        EarlyProblem.answer(
                request, 403, "foreign-host", "Forbidden", "Host and Origin must be 127.0.0.1 or localhost");
    }

    private static boolean isOwn(@Nullable String host) {
        return host != null && OWN_NAMES.contains(host);
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
