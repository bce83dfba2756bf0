package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * An answer that can be given again.
 *
 * @param location the Location header
 * @param body JSON
 */
public record StoredAnswer(
        int status, @Nullable String location, @Nullable String body) {}
