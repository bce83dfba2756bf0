package dev.cairn.ports;

import java.util.List;

/** Samples completions from policies. The production implementation is an inference engine. */
public interface Generator {
    /**
     * Makes a policy servable.
     *
     * @param name a name that was never used before, see {@link Attempt#name}
     * @throws PortException if the engine refuses the policy or can't be reached
     */
    Serving acquire(String name, PolicyRef policy) throws InterruptedException;

    /** A policy that an engine serves. Closing it waits for requests in flight, then unloads the policy. */
    interface Serving extends AutoCloseable {
        /**
         * Samples {@code sampling.samples()} completions for each slot, with one seeded request per slot.
         *
         * @return one list per slot, in the slots' order, each with its samples in order
         */
        List<List<Completion>> generate(List<PromptSlot> slots, Sampling sampling) throws InterruptedException;

        @Override
        void close();
    }
}
