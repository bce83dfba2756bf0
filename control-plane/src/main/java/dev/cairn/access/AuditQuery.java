package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * A query for a part of the audit.
 *
 * @param actor only changes by this user
 * @param target only changes of this target
 * @param cursor {@link AuditPage#next} of the previous page
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String target,
        @Nullable String cursor,
        int limit) {}
