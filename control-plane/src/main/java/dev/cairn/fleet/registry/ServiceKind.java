package dev.cairn.fleet.registry;

import java.util.Locale;

/** What can be registered. */
public enum ServiceKind {
    /** A vLLM server. */
    ENGINE,
    /** A server of {@code cairn_workers}: trainer and grader. */
    WORKER;

    /** As in messages and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
