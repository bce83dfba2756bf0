package dev.cairn.fleet;

import java.nio.file.Path;

/**
 * Number of whole sequences that an engine's KV cache holds. More at a time would be pre-empted and computed again, and
 * on CPU a seeded prompt that is prefilled again in parts kills the engine.
 */
final class KvCacheCapacity {
    private static final long GIB = 1L << 30;

    private KvCacheCapacity() {}

    /** Number of sequences of full length that fit, at least 1. */
    static int sequences(Path model, int maxModelLength, RunRequirements.Precision precision, int cacheGib) {
        long sequence = ModelSize.of(model, precision).cacheBytesPerToken() * maxModelLength;
        return Math.clamp(cacheGib * GIB / sequence, 1, Integer.MAX_VALUE);
    }
}
