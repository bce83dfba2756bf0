package dev.cairn.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on the rate of requests. Both are far above what the console and scripts need. */
@ConfigMapping(prefix = "cairn.access")
interface AccessConfig {
    /** Requests per second of one principal, in the long run. */
    @WithDefault("200")
    int requestsPerSecond();

    /** Requests of one principal in a burst after a pause. */
    @WithDefault("1000")
    int burst();
}
