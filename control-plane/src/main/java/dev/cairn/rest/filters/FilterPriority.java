package dev.cairn.rest.filters;

import jakarta.ws.rs.Priorities;

/** The order in which filters process a request (low first) and its answer (high first). */
final class FilterPriority {
    static final int RATE = Priorities.USER;
    static final int SHAPE = Priorities.USER + 1;
    static final int KEY = Priorities.USER + 2;
    static final int ANNOUNCE = Priorities.USER + 3;

    static final int AUDIT = Priorities.USER + 3;
    static final int ANSWER = Priorities.USER + 2;

    private FilterPriority() {}
}
