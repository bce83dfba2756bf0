package dev.cairn.fleet.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An engine or worker to be registered.
 *
 * @param name by which specs name it
 * @param address such as {@code http://gpu-1:8000}
 * @param token shown to it as a bearer token; absent or empty: none
 * @param pool whose runs may name it; absent: {@code default}
 * @param maxAdapters of an engine: how many it holds at a time (its --max-cpu-loras); absent: as many as a run asks for
 */
public record Registration(
        @Nullable String name,
        @Nullable String address,
        @Nullable String token,
        @Nullable String pool,
        @Nullable Integer maxAdapters) {
    /** As names of pools. */
    public static final String NAME = "[a-z][a-z0-9-]{0,62}";

    static final String NAME_WORDS = "lower-case letters, digits and hyphens, a letter first, at most 63";
    private static final String DEFAULT_POOL = "default";

    /**
     * The checked form of it.
     *
     * @param token absent: the one that is stored stays
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

    /** Some valid address where the given one is not; then there is a mistake. */
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
            mistakes.add(new InvalidRegistrationException.Mistake("maxAdapters", "is of engines only", null));
        } else if (maxAdapters != null && maxAdapters < 1) {
            mistakes.add(new InvalidRegistrationException.Mistake(
                    "maxAdapters", "is " + maxAdapters, "a whole number from 1"));
        }
    }
}
