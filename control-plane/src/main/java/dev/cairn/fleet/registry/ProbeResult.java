package dev.cairn.fleet.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a probe.
 *
 * @param reachable whether it answered as an engine or worker that Cairn can use
 * @param version version of vLLM, or of {@code cairn_workers} and PyTorch
 * @param models base models, if it is an engine
 * @param loadedAdapters number of loaded adapters, if it is an engine
 * @param device device, if it is a worker
 * @param error why it cannot be used
 */
public record ProbeResult(
        boolean reachable,
        @Nullable String version,
        List<String> models,
        @Nullable Integer loadedAdapters,
        @Nullable String device,
        @Nullable String error) {
    public ProbeResult {
        models = List.copyOf(models);
    }

    /** Of a service that did not answer, or cannot be used. */
    public static ProbeResult unreachable(@Nullable String error) {
        return new ProbeResult(false, null, List.of(), null, null, error);
    }
}
