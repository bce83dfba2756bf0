package dev.cairn.fleet.registry;

import java.util.Locale;

/** The kinds of registered services. */
public enum ServiceKind {
    /** A vLLM server. */
    ENGINE,
    /** A server of {@code cairn_workers}: trainer and grader. */
    WORKER;

    /** The name in messages and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ServiceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
