package dev.cairn.ports;

import dev.cairn.settings.AdamSettings;
import dev.cairn.settings.LoraSettings;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a trainer session.
 *
 * @param name a name that was never used before, see {@link Attempt#name}
 * @param run the run it belongs to
 * @param fence the owner's fence; workers refuse one that is lower than the last they saw
 * @param from the policy to start from
 * @param optimizer fresh moments, or those of a checkpoint
 * @param lora the adapter's shape
 * @param adam AdamW's constants
 * @param baseline the frozen policy for {@link Trainer.Distribution#BASELINE}, if the KL is measured against it
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
        /** The moments stored next to the policy. */
        CHECKPOINT
    }
}
