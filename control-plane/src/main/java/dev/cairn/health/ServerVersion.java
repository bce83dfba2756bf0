package dev.cairn.health;

import java.time.Instant;

/**
 * Which build serves, on which schema.
 *
 * @param version of this build
 * @param schema version of the database's schema, the number of its newest migration
 * @param startedAt when this control plane started
 */
public record ServerVersion(String version, String schema, Instant startedAt) {}
