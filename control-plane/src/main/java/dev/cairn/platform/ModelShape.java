package dev.cairn.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Layers and widths of a Llama-like decoder, from its {@code config.json}.
 *
 * @param hidden width of the residual stream
 * @param heads number of query heads
 * @param keyValueHeads number of key and value heads
 * @param headSize width of one head
 * @param mlp inner width of the feed-forward layers
 * @param vocabulary number of token ids
 * @param stored size of one number in the weight files, in bytes
 */
public record ModelShape(
        int layers, int hidden, int heads, int keyValueHeads, int headSize, int mlp, int vocabulary, int stored) {
    private static final int FLOAT32_BYTES = 4;
    private static final int HALF_BYTES = 2;

    /** Ratio of MLP width to hidden size in models without intermediate_size, such as Falcon. */
    private static final int USUAL_MLP = 4;

    /** Reads a model's shape; empty if its config.json is missing, unreadable or incomplete. */
    public static Optional<ModelShape> read(Path model) {
        Path file = model.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return of(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ModelShape> of(JsonNode config) {
        int layers = config.path("num_hidden_layers").asInt();
        int hidden = config.path("hidden_size").asInt();
        int heads = config.path("num_attention_heads").asInt();
        int mlp = config.path("intermediate_size").asInt(USUAL_MLP * hidden);
        if (layers < 1 || hidden < 1 || heads < 1) {
            return Optional.empty();
        }
        String dtype = config.path("dtype").asText(config.path("torch_dtype").asText(""));
        return Optional.of(new ModelShape(
                layers,
                hidden,
                heads,
                config.path("num_key_value_heads").asInt(heads),
                config.path("head_dim").asInt(hidden / heads),
                mlp,
                config.path("vocab_size").asInt(1),
                dtype.equals("float32") ? FLOAT32_BYTES : HALF_BYTES));
    }

    /**
     * Number of parameters of an adapter on all linear layers: a layer from a to b gets A (rank x a) and B (b x rank).
     */
    public long adapterParameters(int rank) {
        long queryAndOutput = 2 * (hidden + (long) heads * headSize);
        long keyAndValue = 2 * (hidden + (long) keyValueHeads * headSize);
        long feedForward = 3 * (hidden + (long) mlp);
        return (long) layers * rank * (queryAndOutput + keyAndValue + feedForward);
    }

    /**
     * Size of a model's weight files in bytes. Files in PyTorch's older format count if there are no safetensors.
     *
     * @throws IOException if the directory cannot be read
     */
    public static long weightBytes(Path model) throws IOException {
        long bytes = bytesOf(model, ".safetensors");
        return bytes > 0 ? bytes : bytesOf(model, ".bin");
    }

    private static long bytesOf(Path model, String ending) throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            long bytes = 0;
            for (Path file :
                    files.filter(one -> one.toString().endsWith(ending)).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
