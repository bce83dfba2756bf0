package dev.cairn.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.soar.PortException;
import dev.cairn.soar.PortException.Remedy;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How many whole sequences an engine's KV cache holds. More at a time would be pre-empted and computed again, and on CPU a
 * seeded prompt that is prefilled a second time in parts kills the engine.
 */
final class CacheRoom {
    private static final long GIB = 1L << 30;
    private static final int FLOAT32_BYTES = 4;
    private static final int BFLOAT16_BYTES = 2;

    private CacheRoom() {}

    /** Sequences of full length that fit; at least 1. */
    static int sequences(Path model, int maxModelLength, Needs.Precision precision, int cacheGib) {
        JsonNode config = config(model);
        int heads = config.path("num_attention_heads").asInt(1);
        long headSize = config.path("head_dim").asInt(config.path("hidden_size").asInt(1) / heads);
        long keyValueHeads = config.path("num_key_value_heads").asInt(heads);
        long bytesAToken = 2L
                * config.path("num_hidden_layers").asInt(1)
                * keyValueHeads
                * headSize
                * (precision == Needs.Precision.FP32 ? FLOAT32_BYTES : BFLOAT16_BYTES);
        return Math.clamp(cacheGib * GIB / (bytesAToken * maxModelLength), 1, Integer.MAX_VALUE);
    }

    private static JsonNode config(Path model) {
        Path file = model.resolve("config.json");
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new PortException(Remedy.FIX_REQUEST, file + " can't be read: " + e.getMessage(), e);
        }
    }
}
