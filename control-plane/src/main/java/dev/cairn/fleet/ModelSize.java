package dev.cairn.fleet;

import dev.cairn.platform.ModelShape;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The memory of a model at the precision it is loaded with, in bytes.
 *
 * @param weights size of all weights
 * @param number size of one number
 */
record ModelSize(ModelShape shape, long weights, int number) {
    private static final int FLOAT32_BYTES = 4;
    private static final int BFLOAT16_BYTES = 2;

    /** @throws PortException (FIX_REQUEST) if the directory does not show the model's size */
    static ModelSize of(Path model, RunRequirements.Precision precision) {
        ModelShape shape = ModelShape.read(model)
                .orElseThrow(() -> new PortException(
                        Remedy.FIX_REQUEST,
                        model.resolve("config.json")
                                + " can't be read, or lacks the layers and widths of a Llama-like model"));
        int number = switch (precision) {
            case FP32 -> FLOAT32_BYTES;
            case BF16 -> BFLOAT16_BYTES;
        };
        return new ModelSize(shape, stored(model) / shape.stored() * number, number);
    }

    /** Size of a model's weight files, in bytes. */
    static long stored(Path model) {
        try {
            return ModelShape.weightBytes(model);
        } catch (IOException e) {
            throw new PortException(Remedy.FIX_REQUEST, model + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Bytes of KV cache per token. */
    long cacheBytesPerToken() {
        return 2L * shape.layers() * shape.keyValueHeads() * shape.headSize() * number;
    }

    /**
     * Bytes per token that the backward pass needs with gradient checkpointing: each layer's input, and one layer's
     * activations.
     */
    long activationBytesPerToken() {
        return number * ((long) shape.layers() * shape.hidden() + 8L * shape.hidden() + 5L * shape.mlp());
    }
}
