package dev.cairn.vllm;

import java.net.URI;
import java.time.Duration;

/**
 * How one engine is talked to.
 *
 * @param url where it listens, without {@code /v1}
 * @param callTimeout the longest a generation request may take from sending to the last byte; a response that is not
 *     streamed sends nothing before it is complete, so there is no read timeout. Also the longest an adapter may take to
 *     load or unload, which waits for the requests' step in progress
 * @param controlTimeout the longest any other call (list, probe) may take
 * @param limits what may be in flight
 * @param maxAdapters adapters loaded at a time ({@code --max-cpu-loras}); more wait their turn. A trial that publishes
 *     its next version before it lets go of the last holds two, so allow twice the trials side by side, and one more a
 *     run for the teacher; less can make them wait for each other for ever
 * @param retry how calls that got no answer are repeated
 * @param key shown to the engine with every call
 * @param origin who runs it
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
    /** The longest that a list or a probe may take. */
    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(60);

    /** With the standard retries, and a minute for a list or a probe. */
    static EngineSettings of(URI url, ApiKey key, Origin origin, EngineUse use) {
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

    /** A child that asks for no key. */
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
