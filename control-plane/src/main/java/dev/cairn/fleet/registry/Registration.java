package dev.cairn.fleet.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine or worker to register.
 *
 * @param name the name used in specs
 * @param address such as {@code http://gpu-1:8000}
 * @param token sent to it as a bearer token; none if absent or empty
 * @param pool the pool whose runs may name it; {@code default} if absent
 * @param maxAdapters for an engine, how many it holds at a time (its --max-cpu-loras); if absent, as many as a run
 *     needs
 */
public record Registration(
        @Nullable String name,
        @Nullable String address,
        @Nullable String token,
        @Nullable String pool,
        @Nullable Integer maxAdapters) {
    /** The pattern of names, the same as for pools. */
    public static final String NAME = "[a-z][a-z0-9-]{0,62}";

    static final String NAME_WORDS = "lower-case letters, digits and hyphens, a letter first, at most 63";
    private static final String DEFAULT_POOL = "default";

    /**
     * A checked registration.
     *
     * @param token the new token; if absent, the stored one is kept
     */
    record Checked(
            String name,
            ServiceAddress address,
            @Nullable ServiceToken token,
            String pool,
            @Nullable Integer maxAdapters) {}

    /** @throws InvalidRegistrationException with every mistake found */
    Checked checked(ServiceKind kind) {
        List<InvalidRegistrationException.Mistake> mistakes = new ArrayList<>();
        if (name == null || !name.matches(NAME)) {
            mistakes.add(new InvalidRegistrationException.Mistake(
                    "name", name == null ? "is missing" : "is not a valid name", NAME_WORDS));
        }
        ServiceAddress where = address(address, mistakes);
        ServiceToken shown = token(token == null ? "" : token, mistakes);
        maxAdapters(kind, maxAdapters, mistakes);
        InvalidRegistrationException.throwIfAny(mistakes);
        return new Checked(String.valueOf(name), where, shown, pool == null ? DEFAULT_POOL : pool, maxAdapters);
    }

    /** Parses an address. If it is invalid, adds a mistake and returns some valid one. */
    static ServiceAddress address(@Nullable String text, List<InvalidRegistrationException.Mistake> mistakes) {
        try {
            return ServiceAddress.parse(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            String wrong = text == null ? "is missing" : String.valueOf(e.getMessage());
            mistakes.add(new InvalidRegistrationException.Mistake("address", wrong, ServiceAddress.ALLOWED));
            return ServiceAddress.parse("http://invalid.invalid");
        }
    }

    static ServiceToken token(String text, List<InvalidRegistrationException.Mistake> mistakes) {
        try {
            return new ServiceToken(text);
        } catch (IllegalArgumentException e) {
            mistakes.add(new InvalidRegistrationException.Mistake("token", String.valueOf(e.getMessage()), null));
            return ServiceToken.NONE;
        }
    }

    static void maxAdapters(
            ServiceKind kind, @Nullable Integer maxAdapters, List<InvalidRegistrationException.Mistake> mistakes) {
        if (maxAdapters != null && kind == ServiceKind.WORKER) {
            mistakes.add(new InvalidRegistrationException.Mistake("maxAdapters", "applies to engines only", null));
        } else if (maxAdapters != null && maxAdapters < 1) {
            mistakes.add(new InvalidRegistrationException.Mistake(
                    "maxAdapters", "is " + maxAdapters, "a whole number from 1"));
        }
    }
}
