package dev.cairn.rest.errors;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits on the size of a request and on the time it takes to arrive. */
@ConfigMapping(prefix = "cairn.requests")
public interface RequestLimits {
    /** The largest JSON body. */
    @WithDefault("4M")
    MemorySize jsonSize();

    /** Time limit for the arrival of a JSON body, or one without a type. */
    @WithDefault("30s")
    Duration bodyTime();

    /** Time limit for the arrival of any other body, which is an upload. */
    @WithDefault("1h")
    Duration uploadTime();
}
