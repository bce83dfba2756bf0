package dev.cairn.rest;

import dev.cairn.access.Principal;
import dev.cairn.access.Reach;
import dev.cairn.access.Role;

/** Who a token or session belongs to, and what it may. */
record Me(String name, Role role, Reach reach) {
    static Me of(Principal principal) {
        return new Me(principal.name(), principal.role(), principal.reach());
    }
}
