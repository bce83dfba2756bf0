package dev.cairn.fleet.registry;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A registration is invalid; contains every mistake that was found. */
public final class InvalidRegistrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    /**
     * One mistake.
     *
     * @param allowed what is allowed, if that can be said briefly
     */
    public record Mistake(
            String field, String message, @Nullable String allowed) {}

    InvalidRegistrationException(List<Mistake> mistakes) {
        super(mistakes.stream()
                .map(one -> one.field() + ": " + one.message()
                        + (one.allowed() == null ? "" : " (allowed: " + one.allowed() + ")"))
                .collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    static void throwIfAny(List<Mistake> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new InvalidRegistrationException(mistakes);
        }
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
