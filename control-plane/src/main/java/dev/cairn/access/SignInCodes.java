package dev.cairn.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Codes for the console's sign-in link: each works once, for a quarter of an hour. They live in the process that prints
 * them, which is the one that is asked.
 */
public final class SignInCodes {
    /** Of a code that is not used. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Clock clock;
    private final Supplier<Principal> terminal;
    private final Map<Secret, Code> codes = new ConcurrentHashMap<>();

    private record Code(Principal who, Instant end) {}

    /** @param terminal whose token the person at the terminal has; asked when a link of theirs is used */
    public SignInCodes(Clock clock, Supplier<Principal> terminal) {
        this.clock = clock;
        this.terminal = terminal;
    }

    /** {@link #link(String, String, Principal)} for the person at the terminal. */
    public String link(String console, String page) {
        return link(console, page, Principal.terminal());
    }

    /**
     * A link that signs in and then opens a page of the console. The code stands behind the {@code #}, which no browser
     * sends, so that it is in no log.
     *
     * @param console the address of the console, as in {@code http://127.0.0.1:8080}
     * @param page as in {@code /experiments/1}
     * @param who is signed in; the session belongs to their token
     */
    public String link(String console, String page, Principal who) {
        Instant now = clock.instant();
        codes.values().removeIf(code -> now.isAfter(code.end()));
        Secret code = Secret.fresh("");
        codes.put(code, new Code(who, now.plus(LIFETIME)));
        return console + "/sign-in#code=" + code.text() + "&to=" + page;
    }

    /** Who the code signs in, this once; empty if it was used, is too old or was never given out. */
    public Optional<Principal> redeem(String code) {
        @Nullable Code found = codes.remove(new Secret(code));
        if (found == null || clock.instant().isAfter(found.end())) {
            return Optional.empty();
        }
        return Optional.of(found.who().tokenId() == null ? terminal.get() : found.who());
    }
}
