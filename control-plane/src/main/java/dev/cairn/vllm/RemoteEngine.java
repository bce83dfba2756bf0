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

/** A vLLM that somebody else runs: asked before each use what it can do, never started or stopped here. */
public final class RemoteEngine implements AutoCloseable {
    private final EngineSettings settings;
    private final EngineHealth health;
    private final VllmGenerator generator;

    /**
     * @param url where it listens, without {@code /v1}
     * @param key shown with every call; empty for none
     * @param directories the absolute adapter directory of a policy, as the engine sees it
     */
    public RemoteEngine(URI url, String key, EngineUse use, Function<PolicyRef, Path> directories) {
        this.settings = EngineSettings.of(url, new ApiKey(key), Origin.REGISTERED, use);
        this.health = EngineHealth.elsewhere(url);
        this.generator = new VllmGenerator(settings, health, directories);
    }

    /**
     * Asks the engine what it can do.
     *
     * @param model the base model's served name, or the path it was loaded from
     * @param maxModelLength prompt and completion tokens of the longest sequence
     * @throws dev.cairn.ports.PortException if it can't be reached, can't load adapters at run time, or does not serve that;
     *     the message says what to do
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

    /**
     * Asks an engine, once, what it is.
     *
     * @param limit of one call
     * @throws dev.cairn.ports.PortException if it can't be reached, refuses the key, or is not a vLLM that loads adapters
     */
    public static EngineSummary summary(URI url, String key, Duration limit) throws InterruptedException {
        var once = new RetryPolicy(1, new Backoff(Duration.ZERO, Duration.ZERO));
        return EngineSummary.of(new EngineSettings(
                url, limit, limit, new EngineLimits(1, 1), 1, once, new ApiKey(key), Origin.REGISTERED));
    }

    /** Closes connections; the engine keeps running. */
    @Override
    public void close() {
        generator.close();
    }
}
