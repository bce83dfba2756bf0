package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * The caller of a request.
 *
 * @param tokenId id of the token that was sent; absent for the user at the terminal of {@code ops/run}
 * @param name the name that the token was created for; several tokens may have the same name
 */
public record Principal(@Nullable Long tokenId, String name, Role role, Scope scope) {
    /** The user that started the control plane, and who owns its HOME and its database. */
    public static Principal terminal() {
        return new Principal(null, "local", Role.ADMIN, Scope.FULL);
    }
}
