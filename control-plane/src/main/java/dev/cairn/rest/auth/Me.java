package dev.cairn.rest.auth;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import dev.cairn.access.Scope;

/** The owner of a token or session, and its rights. */
record Me(String name, Role role, Scope scope) {
    static Me of(Principal principal) {
        return new Me(principal.name(), principal.role(), principal.scope());
    }
}
