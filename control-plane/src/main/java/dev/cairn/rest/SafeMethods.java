package dev.cairn.rest;

import java.util.Set;

/** The methods that change nothing (RFC 9110, section 9.2.1). */
final class SafeMethods {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private SafeMethods() {}

    static boolean includes(String method) {
        return SAFE.contains(method);
    }
}
