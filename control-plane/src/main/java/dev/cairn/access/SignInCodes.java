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
 * Codes for the console's sign-in link. Each works once, for a quarter of an hour. They are kept in memory, since the
 * process that prints them is also the one that redeems them.
 */
public final class SignInCodes {
    /** Lifetime of an unused code. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Clock clock;
    private final Supplier<Principal> terminal;
    private final Map<Secret, Code> codes = new ConcurrentHashMap<>();

    private record Code(Principal who, Instant end) {}

    /** @param terminal the principal of the user at the terminal; called when this user's link is redeemed */
    public SignInCodes(Clock clock, Supplier<Principal> terminal) {
        this.clock = clock;
        this.terminal = terminal;
    }

    /** {@link #link(String, String, Principal)} for the user at the terminal. */
    public String link(String console, String page) {
        return link(console, page, Principal.terminal());
    }

    /**
     * A link that signs in and then opens a page of the console. The code follows the {@code #}, which browsers do not
     * send, so that it does not appear in logs.
     *
     * @param console the address of the console, such as {@code http://127.0.0.1:8080}
     * @param page the page to open, such as {@code /experiments/1}
     * @param who the principal to sign in; the session belongs to its token
     */
    public String link(String console, String page, Principal who) {
        Instant now = clock.instant();
        codes.values().removeIf(code -> now.isAfter(code.end()));
        Secret code = Secret.fresh("");
        codes.put(code, new Code(who, now.plus(LIFETIME)));
        return console + "/sign-in#code=" + code.text() + "&to=" + page;
    }

    /**
     * Redeems a code and returns the principal that it signs in; empty if the code was used, has expired or never
     * existed.
     */
    public Optional<Principal> redeem(String code) {
        @Nullable Code found = codes.remove(new Secret(code));
        if (found == null || clock.instant().isAfter(found.end())) {
            return Optional.empty();
        }
        return Optional.of(found.who().tokenId() == null ? terminal.get() : found.who());
    }
}
