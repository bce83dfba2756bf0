package dev.cairn.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many parameters a LoRA adapter on all linear layers of a Llama-like model has. */
final class AdapterSize {
    private AdapterSize() {}

    /** Empty when the model's config.json can't be read or does not say enough. */
    static OptionalLong parameters(Path model, int rank, ObjectMapper json) {
        Path file = model.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            return OptionalLong.empty();
        }
        try {
            return parameters(json.readTree(file.toFile()), rank);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong parameters(JsonNode config, int rank) {
        long hidden = config.path("hidden_size").asLong();
        long layers = config.path("num_hidden_layers").asLong();
        long heads = config.path("num_attention_heads").asLong();
        long mlp = config.path("intermediate_size").asLong();
        if (hidden <= 0 || layers <= 0 || heads <= 0 || mlp <= 0) {
            return OptionalLong.empty();
        }
        long keyHeads = config.path("num_key_value_heads").asLong(heads);
        long head = config.hasNonNull("head_dim") ? config.get("head_dim").asLong() : hidden / heads;
        // A linear layer from a to b gets A (rank x a) and B (b x rank).
        long queryAndOutput = 2 * (hidden + heads * head);
        long keyAndValue = 2 * (hidden + keyHeads * head);
        long feedForward = 3 * (hidden + mlp);
        return OptionalLong.of(layers * rank * (queryAndOutput + keyAndValue + feedForward));
    }
}
