package dev.cairn.fleet;

import dev.cairn.platform.ModelShape;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a model takes of memory at the precision it is loaded with, in bytes.
 *
 * @param weights of the whole model
 * @param number of one number
 */
record ModelSize(ModelShape shape, long weights, int number) {
    private static final int FLOAT32_BYTES = 4;
    private static final int BFLOAT16_BYTES = 2;

    /** @throws PortException (FIX_REQUEST) where the directory does not say how large its model is */
    static ModelSize of(Path model, RunRequirements.Precision precision) {
        ModelShape shape = ModelShape.read(model)
                .orElseThrow(() -> new PortException(
                        Remedy.FIX_REQUEST,
                        model.resolve("config.json") + " can't be read, or has no layers and widths of a Llama kind"));
        int number = switch (precision) {
            case FP32 -> FLOAT32_BYTES;
            case BF16 -> BFLOAT16_BYTES;
        };
        return new ModelSize(shape, stored(model) / shape.stored() * number, number);
    }

    /** Bytes of a model's weight files. */
    static long stored(Path model) {
        try {
            return ModelShape.weightBytes(model);
        } catch (IOException e) {
            throw new PortException(Remedy.FIX_REQUEST, model + " can't be read: " + e.getMessage(), e);
        }
    }

    /** KV cache of one token. */
    long cacheAToken() {
        return 2L * shape.layers() * shape.keyValueHeads() * shape.headSize() * number;
    }

    /** What backward needs of one token when layers are computed again: each layer's input, and one layer's activations. */
    long activationsAToken() {
        return number * ((long) shape.layers() * shape.hidden() + 8L * shape.hidden() + 5L * shape.mlp());
    }
}
