package dev.cairn.rest.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;

/**
 * The headers of every answer, from resources and errors alike: what a browser may load, who may frame it, and how long
 * it may cache the answer. The console's files have a hash of their content in their names and never change; the pages
 * that refer to them are requested each time; data is not cached at all.
 */
@ApplicationScoped
public final class AnswerHeaders {
    /**
     * Everything the console needs comes from this server, and no script is inline. Styles may be inline: the component
     * library writes its theme into a style element. Pictures may be data, as the library's icons in styles are.
     */
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data: blob:; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

    static final String ASSETS = "/assets/";

    private static final int BEFORE_ALL_CHECKS = 1100;
    private static final String ADDRESS = "cairn.answer-headers.address";

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    on(context);
                    context.next();
                },
                BEFORE_ALL_CHECKS);
    }

    /**
     * Sets the headers when the answer starts, replacing earlier ones. A request that is routed again, like every page
     * of the console but the first, keeps its address but loses its handlers, so this is called again.
     */
    static void on(RoutingContext context) {
        String asked = context.get(ADDRESS);
        String path = asked != null
                ? asked
                : Objects.requireNonNullElse(context.request().path(), "");
        context.put(ADDRESS, path);
        context.addHeadersEndHandler(begun -> set(context.response(), path));
    }

    private static void set(HttpServerResponse response, String path) {
        MultiMap headers = response.headers();
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Frame-Options", "DENY");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaders.CACHE_CONTROL, caching(path, response.getStatusCode()));
    }

    public static String caching(String path, int status) {
        if (path.equals("/api") || path.startsWith("/api/") || path.startsWith("/q/")) {
            return "no-store";
        }
        boolean found = status == 200 || status == 206 || status == 304;
        return found && path.startsWith(ASSETS) ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
