package dev.cairn.vllm;

import dev.cairn.base.Backoff;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A vLLM engine that Cairn does not run. Its capabilities are checked before each use; it is never started or stopped
 * here.
 */
public final class RemoteEngine implements AutoCloseable {
    private final EngineSettings settings;
    private final EngineHealth health;
    private final VllmGenerator generator;

    /**
     * @param url address of the engine, without {@code /v1}
     * @param key the key, sent with every call; empty for none
     * @param directories maps a policy to its absolute adapter directory, as the engine sees it
     */
    public RemoteEngine(URI url, String key, Use use, Function<PolicyRef, Path> directories) {
        this.settings = EngineSettings.of(url, new ApiKey(key), Origin.REGISTERED, use);
        this.health = EngineHealth.unmanaged(url);
        this.generator = new VllmGenerator(settings, health, directories);
    }

    /**
     * Checks the engine's capabilities.
     *
     * @param model the base model's served name, or the path that it was loaded from
     * @param maxModelLength longest sequence in tokens, prompt and completion together
     * @throws dev.cairn.ports.PortException if it cannot be reached, cannot load adapters at run time, or does not
     *     serve the model; the message says what to do
     */
    public void requireServes(String model, int maxModelLength) throws InterruptedException {
        EngineCapabilities.probe(settings, health, new EngineNeeds(model, maxModelLength));
    }

    /** Unloads the adapters that are not needed, and returns their names. */
    public List<String> unloadStale(Predicate<String> isNeeded) throws InterruptedException {
        return EngineCapabilities.unloadStale(settings, health, isNeeded);
    }

    public Generator generator() {
        return generator;
    }

    /** The directories of the adapters that the engine holds for us now. */
    public List<Path> loaded() {
        return generator.loaded();
    }

    /**
     * Asks an engine what it is, without retries.
     *
     * @param limit limit on one call
     * @throws dev.cairn.ports.PortException if it cannot be reached, refuses the key, or is not a vLLM that loads
     *     adapters
     */
    public static EngineSummary summary(URI url, String key, Duration limit) throws InterruptedException {
        RetryPolicy once = new RetryPolicy(1, new Backoff(Duration.ZERO, Duration.ZERO));
        return EngineSummary.of(new EngineSettings(
                url, limit, limit, new EngineLimits(1, 1), 1, once, new ApiKey(key), Origin.REGISTERED));
    }

    /** Closes connections; the engine keeps running. */
    @Override
    public void close() {
        generator.close();
    }

    /**
     * How much a run uses one engine.
     *
     * @param callTimeout limit on a generation request, from sending to the last byte
     * @param limits limits on what is in flight
     * @param maxAdapters number of adapters loaded at a time; further ones wait
     */
    public record Use(Duration callTimeout, EngineLimits limits, int maxAdapters) {}
}
