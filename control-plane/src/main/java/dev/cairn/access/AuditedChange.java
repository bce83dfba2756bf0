package dev.cairn.access;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that was changed, for the audit.
 *
 * @param action the operation, as in {@code runs.cancel}
 * @param target what it was done to, as its path in the API
 * @param before absent where there was nothing, or nothing of it is known
 * @param after absent where nothing is left
 */
public record AuditedChange(
        String action,
        String target,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
