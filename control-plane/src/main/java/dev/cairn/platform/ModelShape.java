package dev.cairn.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Layers and widths of a decoder of Llama's kind, as its {@code config.json} has them.
 *
 * @param hidden width of the residual stream
 * @param heads of the attention's queries
 * @param keyValueHeads of its keys and values
 * @param headSize width of one head
 * @param mlp inner width of the feed-forward layers
 * @param vocabulary token ids
 * @param stored bytes of one number in the weight files
 */
public record ModelShape(
        int layers, int hidden, int heads, int keyValueHeads, int headSize, int mlp, int vocabulary, int stored) {
    private static final int FLOAT32_BYTES = 4;
    private static final int HALF_BYTES = 2;

    /** Times the residual stream: models that leave intermediate_size out, such as Falcon, have this. */
    private static final int USUAL_MLP = 4;

    /** Empty where the directory has no readable config.json, or that does not say enough. */
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

    /** Parameters of an adapter on all linear layers: one from a to b gets A (rank x a) and B (b x rank). */
    public long adapterParameters(int rank) {
        long queryAndOutput = 2 * (hidden + (long) heads * headSize);
        long keyAndValue = 2 * (hidden + (long) keyValueHeads * headSize);
        long feedForward = 3 * (hidden + (long) mlp);
        return (long) layers * rank * (queryAndOutput + keyAndValue + feedForward);
    }

    /**
     * Bytes of a model's weight files as stored; those of PyTorch's older format count where there are no safetensors.
     *
     * @throws IOException if the directory can't be read
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
