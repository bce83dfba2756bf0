package dev.cairn.access;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the audit to read.
 *
 * @param actor only this person's changes
 * @param target only changes of this
 * @param cursor {@link AuditPage#next} of the page before
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable String target,
        @Nullable String cursor,
        int limit) {}
