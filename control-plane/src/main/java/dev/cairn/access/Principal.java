package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for something.
 *
 * @param tokenId of the token that was shown, absent for the person at the terminal of {@code ops/run}
 * @param name who the token was made for; several tokens may carry the same
 */
public record Principal(@Nullable Long tokenId, String name, Role role, Scope scope) {
    /** The person who started the control plane, and so has its HOME and its database. */
    public static Principal terminal() {
        return new Principal(null, "local", Role.ADMIN, Scope.FULL);
    }
}
