package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * A stored answer, which can be repeated.
 *
 * @param location the Location header
 * @param body JSON
 */
public record StoredAnswer(
        int status, @Nullable String location, @Nullable String body) {}
