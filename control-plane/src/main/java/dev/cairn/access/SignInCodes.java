package dev.cairn.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Codes for the console's sign-in link: each works once, for a quarter of an hour. They live in the process that prints
 * them, which is the one that is asked.
 */
public final class SignInCodes {
    /** Of a code that is not used. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<Secret, Instant> ends = new ConcurrentHashMap<>();

    public SignInCodes(Clock clock) {
        this.clock = clock;
    }

    /**
     * A link that signs an admin in and goes on to a page of the console. The code stands behind the {@code #}, which no
     * browser sends, so that it is in no log.
     *
     * @param console the address of the console, as in {@code http://127.0.0.1:8080}
     * @param page as in {@code /experiments/1}
     */
    public String link(String console, String page) {
        Instant now = clock.instant();
        ends.values().removeIf(now::isAfter);
        Secret code = Secret.fresh("");
        ends.put(code, now.plus(LIFETIME));
        return console + "/sign-in#code=" + code.text() + "&to=" + page;
    }

    /** Who the code signs in, this once; empty if it was used, is too old or was never given out. */
    public Optional<Principal> redeem(String code) {
        Instant end = ends.remove(new Secret(code));
        return end == null || clock.instant().isAfter(end) ? Optional.empty() : Optional.of(Principal.terminal());
    }
}
