package dev.cairn.rest.auth;

import dev.cairn.access.Sessions;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a console session. No script can read it, and browsers do not send it for pages of other sites. Cookies
 * are shared between ports, so its name contains the port: two control planes on one machine do not sign each other
 * out.
 */
public final class SessionCookie {
    private SessionCookie() {}

    public static @Nullable String of(HttpServerRequest request) {
        Cookie cookie = request.getCookie(name(request));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    public static void give(HttpServerRequest request, HttpServerResponse response, String secret) {
        response.addCookie(cookie(request, secret).setMaxAge(Sessions.LIFETIME.toSeconds()));
    }

    public static void takeBack(HttpServerRequest request, HttpServerResponse response) {
        response.addCookie(cookie(request, "").setMaxAge(0));
    }

    private static Cookie cookie(HttpServerRequest request, String value) {
        return Cookie.cookie(name(request), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT);
    }

    private static String name(HttpServerRequest request) {
        return "cairn-session-" + request.localAddress().port();
    }
}
