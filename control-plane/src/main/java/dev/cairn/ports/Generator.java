package dev.cairn.ports;

import java.util.List;

/** Samples completions from policies; behind it stands a real inference engine. */
public interface Generator {
    /**
     * Makes a policy servable.
     *
     * @param name a name never used before, see {@link Attempt#name}
     * @throws PortException if the engine refuses the policy or can't be reached
     */
    Serving acquire(String name, PolicyRef policy) throws InterruptedException;

    /** A policy that an engine serves; closing waits for requests in flight, then unloads it. */
    interface Serving extends AutoCloseable {
        /**
         * Samples {@code sampling.samples()} completions for each slot, one seeded request a slot.
         *
         * @return as many lists as slots, in their order; each with the samples in their order
         */
        List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) throws InterruptedException;

        @Override
        void close();
    }
}
