package dev.cairn.vllm;

import dev.cairn.vllm.RemoteEngine.Use;
import java.net.URI;
import java.time.Duration;

/**
 * How to call one engine.
 *
 * @param url address of the engine, without {@code /v1}
 * @param callTimeout limit on a generation request, from sending to the last byte. A response that is not streamed
 *     sends nothing before it is complete, so there is no read timeout. It is also the limit on loading or unloading an
 *     adapter, which waits for the engine's step in progress
 * @param controlTimeout limit on any other call (list, probe)
 * @param limits limits on what is in flight
 * @param maxAdapters number of adapters loaded at a time ({@code --max-cpu-loras}); further ones wait. A trial that
 *     publishes its next version before it releases the last one holds two. Allow two per parallel trial, and one more
 *     per run for the teacher; with fewer they can wait for each other forever
 * @param retry how to repeat calls that got no answer
 * @param key the key, sent with every call
 * @param origin who runs the engine
 */
record EngineSettings(
        URI url,
        Duration callTimeout,
        Duration controlTimeout,
        EngineLimits limits,
        int maxAdapters,
        RetryPolicy retry,
        ApiKey key,
        Origin origin) {
    /** Limit on a list or a probe. */
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(60);

    /** Settings with the standard retries, and a minute for a list or a probe. */
    static EngineSettings of(URI url, ApiKey key, Origin origin, Use use) {
        return new EngineSettings(
                url,
                use.callTimeout(),
                CONTROL_TIMEOUT,
                use.limits(),
                use.maxAdapters(),
                RetryPolicy.standard(),
                key,
                origin);
    }

    /** Settings for a child process that does not ask for a key. */
    public EngineSettings(
            URI url,
            Duration callTimeout,
            Duration controlTimeout,
            EngineLimits limits,
            int maxAdapters,
            RetryPolicy retry) {
        this(url, callTimeout, controlTimeout, limits, maxAdapters, retry, ApiKey.NONE, Origin.CHILD);
    }

    public EngineSettings {
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("engine URL must start with http:// or https://: " + url);
        }
        if (!callTimeout.isPositive() || !controlTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "engine timeouts must be above zero: " + callTimeout + ", " + controlTimeout);
        }
        if (maxAdapters < 1) {
            throw new IllegalArgumentException("an engine must hold at least one adapter: maxAdapters " + maxAdapters);
        }
    }
}
