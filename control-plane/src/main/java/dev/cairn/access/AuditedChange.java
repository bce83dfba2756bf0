package dev.cairn.access;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A change to record in the audit.
 *
 * @param action the operation, such as {@code runs.cancel}
 * @param target the changed resource, as its path in the API
 * @param before the state before; absent if there was none or it is not known
 * @param after the state after; absent if nothing is left
 */
public record AuditedChange(
        String action,
        String target,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
