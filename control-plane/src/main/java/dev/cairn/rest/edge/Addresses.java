package dev.cairn.rest.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Refuses addresses that do not conform to RFC 3986, and says which character is wrong. The character of code 0 is
 * refused too: PostgreSQL cannot store it, so nothing can be found by it.
 */
@ApplicationScoped
final class Addresses {
    /** Enough for a filter of 4000 characters, each of which may take twelve in an address. */
    private static final int LONGEST = 65_536;

    private static final int AFTER_THE_ORIGIN_CHECK = 950;
    private static final String PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=";
    private static final String HOW = "; curl encodes with -G --data-urlencode 'filter=...'";

    void register(@Observes Filters filters) {
        filters.register(Addresses::check, AFTER_THE_ORIGIN_CHECK);
    }

    private static void check(RoutingContext context) {
        // Vert.x reports no version if the first line has an unknown one.
        if (context.request().version() == null) {
            EarlyProblem.answerAndClose(
                    context, 400, "bad-request", "The request can't be understood", "only HTTP/1.1 is supported");
            return;
        }
        if (context.request().headers().getAll(HttpHeaders.HOST).size() > 1) {
            EarlyProblem.answerAndClose(
                    context,
                    400,
                    "bad-request",
                    "The request can't be understood",
                    "there is more than one Host header");
            return;
        }
        String address = context.request().uri();
        if (address.length() > LONGEST) {
            EarlyProblem.answerAndClose(
                    context,
                    414,
                    "http-414",
                    "The address is too long",
                    "the address has " + address.length() + " characters; at most " + LONGEST + " are allowed");
            return;
        }
        error(address)
                .ifPresentOrElse(
                        what -> EarlyProblem.answer(
                                context, 400, "bad-request", "The request can't be understood", what),
                        context::next);
    }

    /** What is wrong with an address; empty if nothing is. */
    static Optional<String> error(String address) {
        if (!address.startsWith("/")) {
            return Optional.of("the address must begin with '/'; its host belongs in the Host header");
        }
        for (int i = 0; i < address.length(); i++) {
            char character = address.charAt(i);
            if (character == '%') {
                if (!isEncoded(address, i)) {
                    return Optional.of("at character " + (i + 1)
                            + " of the address: after '%' two hexadecimal digits must follow; a '%' itself is written %25"
                            + HOW);
                }
                if (address.startsWith("00", i + 1)) {
                    return Optional.of("the address contains a NUL character (%00), which is not allowed");
                }
            } else if (!isPlain(character)) {
                return Optional.of("at character " + (i + 1) + " of the address: " + shown(character)
                        + " must be percent-encoded" + HOW);
            }
        }
        try {
            var _ = new URI(address);
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("at character " + (e.getIndex() + 1) + " of the address: " + e.getReason());
        }
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PUNCTUATION.indexOf(character) >= 0;
    }

    private static boolean isEncoded(String address, int percent) {
        return percent + 2 < address.length()
                && Character.digit(address.charAt(percent + 1), 16) >= 0
                && Character.digit(address.charAt(percent + 2), 16) >= 0;
    }

    private static String shown(char character) {
        return character > ' ' && character < 127
                ? "'" + character + "' (as " + String.format(Locale.ROOT, "%%%02X", (int) character) + ")"
                : "a character that is not visible ASCII";
    }
}
