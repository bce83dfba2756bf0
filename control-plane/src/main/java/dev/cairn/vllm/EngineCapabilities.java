package dev.cairn.vllm;

import java.util.List;

/**
 * What an engine that joins said about itself.
 *
 * @param version vLLM's version
 * @param servedModel name of its base model
 * @param modelRoot path or name the base model was loaded from
 * @param maxModelLength prompt and completion tokens of the longest sequence
 * @param adapters names of the adapters it has loaded
 */
public record EngineCapabilities(
        String version, String servedModel, String modelRoot, int maxModelLength, List<String> adapters) {
    public EngineCapabilities {
        adapters = List.copyOf(adapters);
    }

    /**
     * Asks the engine.
     *
     * @throws dev.cairn.soar.PortException if it can't be reached, or is no vLLM that can load adapters at run time, or
     *     does not serve what is needed; the message says what to do
     */
    public static EngineCapabilities probe(EngineSettings settings, EngineHealth health, EngineNeeds needs)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Unloads every adapter whose name {@code live} does not accept: leftovers of attempts that ended. */
    public static List<String> unloadStale(
            EngineSettings settings, EngineHealth health, java.util.function.Predicate<String> live)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
