package dev.cairn.results;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy with its checkpoint.
 *
 * @param policy its name within the run, {@code role/unit}
 * @param parent the policy from which its training began; absent for the first ones
 * @param promoted whether it is a student that became the baseline
 * @param kept whether its files still exist
 * @param removedAt when its files were removed
 */
public record PolicyView(
        String policy,
        String unit,
        String role,
        @Nullable String parent,
        boolean promoted,
        String path,
        String sha256,
        int optimizerSteps,
        long bytes,
        boolean kept,
        Instant createdAt,
        @Nullable Instant removedAt) {}
