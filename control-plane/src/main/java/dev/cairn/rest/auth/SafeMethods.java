package dev.cairn.rest.auth;

import java.util.Set;

/** The methods that change nothing (RFC 9110, section 9.2.1). */
public final class SafeMethods {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private SafeMethods() {}

    public static boolean includes(String method) {
        return SAFE.contains(method);
    }
}
