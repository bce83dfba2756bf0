package dev.cairn.rest.json;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How large a request may be and how long it may take to arrive. */
@ConfigMapping(prefix = "cairn.requests")
public interface RequestLimits {
    /** The largest JSON body. */
    @WithDefault("4M")
    MemorySize jsonSize();

    /** Within this time a JSON body, or one without a type, must have arrived. */
    @WithDefault("30s")
    Duration bodyTime();

    /** Within this time any other body must have arrived: an upload. */
    @WithDefault("1h")
    Duration uploadTime();
}
