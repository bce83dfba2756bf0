package dev.cairn.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.soar.PortException;
import dev.cairn.soar.PortException.Remedy;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a model of Llama's kind takes of memory, from its config.json and its weight files.
 *
 * @param weightBytes of all weights at the precision they are loaded with
 * @param numberBytes of one number at that precision
 */
record ModelSize(
        long weightBytes,
        int numberBytes,
        int layers,
        int hidden,
        int heads,
        int keyValueHeads,
        int headSize,
        int mlp,
        int vocabulary) {
    private static final int FLOAT32_BYTES = 4;
    private static final int HALF_BYTES = 2;

    /** @param model its directory */
    static ModelSize of(Path model, Needs.Precision precision) {
        JsonNode config = config(model);
        int numberBytes = precision == Needs.Precision.FP32 ? FLOAT32_BYTES : HALF_BYTES;
        int heads = config.path("num_attention_heads").asInt(1);
        int hidden = config.path("hidden_size").asInt(1);
        int headSize = config.path("head_dim").asInt(0);
        return new ModelSize(
                fileBytes(model) / storedBytes(config) * numberBytes,
                numberBytes,
                config.path("num_hidden_layers").asInt(1),
                hidden,
                heads,
                config.path("num_key_value_heads").asInt(heads),
                headSize == 0 ? hidden / heads : headSize,
                config.path("intermediate_size").asInt(hidden),
                config.path("vocab_size").asInt(1));
    }

    /** KV cache of one token. */
    long cacheBytesAToken() {
        return 2L * layers * keyValueHeads * headSize * numberBytes;
    }

    /** Parameters of an adapter on all linear layers: a layer from a to b gets rank x a and b x rank. */
    long adapterParameters(int rank) {
        long attention = 2L * (hidden + (long) heads * headSize) + 2L * (hidden + (long) keyValueHeads * headSize);
        return (long) layers * rank * (attention + 3L * (hidden + mlp));
    }

    /** What backward needs of one token when layers are computed again: each layer's input, and one layer's activations. */
    long activationBytesAToken() {
        return numberBytes * ((long) layers * hidden + 8L * hidden + 5L * mlp);
    }

    private static int storedBytes(JsonNode config) {
        String dtype = config.path("dtype").asText(config.path("torch_dtype").asText(""));
        return dtype.equals("float32") ? FLOAT32_BYTES : HALF_BYTES;
    }

    private static long fileBytes(Path model) {
        long sum = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(model, "*.safetensors")) {
            for (Path file : files) {
                sum += Files.size(file);
            }
        } catch (IOException e) {
            throw new PortException(Remedy.FIX_REQUEST, model + " can't be read: " + e.getMessage(), e);
        }
        return sum;
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
