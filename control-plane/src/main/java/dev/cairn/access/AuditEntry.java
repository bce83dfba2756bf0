package dev.cairn.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change, as stored in the audit.
 *
 * @param actor the name of the token, or {@code local} for the user at the terminal
 * @param tokenId absent for the user at the terminal
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        @Nullable Long tokenId,
        String action,
        String target,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
