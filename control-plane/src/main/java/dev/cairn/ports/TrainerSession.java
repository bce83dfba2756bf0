package dev.cairn.ports;

import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer session starts from.
 *
 * @param name never used before, see {@link Attempt#name}
 * @param run the run it belongs to
 * @param fence the owner's fence; workers refuse a lower one than they saw
 * @param from the policy to start from
 * @param optimizer fresh moments, or those of a checkpoint
 * @param lora the adapter's shape
 * @param adam AdamW's constants
 * @param baseline the frozen policy for {@link Trainer.Distribution#BASELINE}, if a KL against it is asked for
 */
public record TrainerSession(
        String name,
        long run,
        long fence,
        Source from,
        OptimizerState optimizer,
        LoraSettings lora,
        AdamSettings adam,
        @Nullable PolicyRef baseline) {

    /** Where the weights come from. */
    public sealed interface Source {
        /** A new adapter: B = 0, A drawn from the seed. */
        record NewAdapter(long seed) implements Source {}

        /** A copy of a policy's tensors. */
        record From(PolicyRef policy) implements Source {}
    }

    /** Where the optimizer's moments come from. */
    public enum OptimizerState {
        /** Zero moments. */
        FRESH,
        /** Those stored beside the policy started from. */
        CHECKPOINT
    }
}
