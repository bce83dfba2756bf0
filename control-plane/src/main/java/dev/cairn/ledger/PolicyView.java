package dev.cairn.ledger;

import java.time.Instant;

/**
 * A policy with its checkpoint.
 *
 * @param kept whether its files still exist
 */
public record PolicyView(
        String unit,
        String role,
        String path,
        String sha256,
        int optimizerSteps,
        long bytes,
        boolean kept,
        Instant createdAt) {}
