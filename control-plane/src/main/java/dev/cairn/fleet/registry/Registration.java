package dev.cairn.fleet.registry;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
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

    /** @throws InvalidInputException with every mistake found */
    Checked checked(ServiceKind kind) {
        List<FieldError> mistakes = new ArrayList<>();
        if (name == null || !name.matches(NAME)) {
            mistakes.add(new FieldError("name", name == null ? "is missing" : "is not a valid name", NAME_WORDS));
        }
        ServiceAddress where = address(address, mistakes);
        ServiceToken shown = token(token == null ? "" : token, mistakes);
        maxAdapters(kind, maxAdapters, mistakes);
        InvalidInputException.throwIfAny(Subject.REGISTRATION, mistakes);
        return new Checked(String.valueOf(name), where, shown, pool == null ? DEFAULT_POOL : pool, maxAdapters);
    }

    /** Parses an address. If it is invalid, adds a mistake and returns some valid one. */
    static ServiceAddress address(@Nullable String text, List<FieldError> mistakes) {
        try {
            return ServiceAddress.parse(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            String wrong = text == null ? "is missing" : String.valueOf(e.getMessage());
            mistakes.add(new FieldError("address", wrong, ServiceAddress.ALLOWED));
            return ServiceAddress.parse("http://invalid.invalid");
        }
    }

    static ServiceToken token(String text, List<FieldError> mistakes) {
        try {
            return new ServiceToken(text);
        } catch (IllegalArgumentException e) {
            mistakes.add(new FieldError("token", String.valueOf(e.getMessage()), null));
            return ServiceToken.NONE;
        }
    }

    static void maxAdapters(ServiceKind kind, @Nullable Integer maxAdapters, List<FieldError> mistakes) {
        if (maxAdapters != null && kind == ServiceKind.WORKER) {
            mistakes.add(new FieldError("maxAdapters", "applies to engines only", null));
        } else if (maxAdapters != null && maxAdapters < 1) {
            mistakes.add(new FieldError("maxAdapters", "is " + maxAdapters, "a whole number from 1"));
        }
    }
}
