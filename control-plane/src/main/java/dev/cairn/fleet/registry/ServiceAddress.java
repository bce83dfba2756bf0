package dev.cairn.fleet.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The address of a registered service: scheme, host, port and optionally a path, without anything that could carry a
 * secret or request another path than ours.
 *
 * @param uri such as {@code http://gpu-1:8000}, without a trailing slash
 */
public record ServiceAddress(URI uri) {
    static final String ALLOWED = "http://HOST[:PORT][/PATH] or https://..., PORT from 1 to 65535";
    private static final int LONGEST = 500;
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if it is invalid; the message says why, and follows the field's name */
    public static ServiceAddress parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("must be an address of 1 to " + LONGEST + " characters");
        }
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a valid address: " + e.getReason(), e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("must begin with http:// or https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not have a user or password in it; give a token instead");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException("has no host");
        }
        if (uri.getPort() == 0
                || uri.getPort() > HIGHEST_PORT
                || uri.getAuthority().endsWith(":")) {
            throw new IllegalArgumentException("has no valid port");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must not have a query (?) or a fragment (#)");
        }
        URI normal = uri.normalize();
        if (!normal.getRawPath().equals(uri.getRawPath()) || uri.getRawPath().contains("/..")) {
            throw new IllegalArgumentException("must not have empty parts, . or .. in its path");
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new ServiceAddress(URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port
                + uri.getRawPath().replaceFirst("/+$", "")));
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
