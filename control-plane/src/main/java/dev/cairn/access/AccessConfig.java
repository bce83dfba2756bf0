package dev.cairn.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often one may ask; both are far above what the console and scripts need. */
@ConfigMapping(prefix = "cairn.access")
interface AccessConfig {
    /** Of one principal, in the long run. */
    @WithDefault("200")
    int requestsPerSecond();

    /** Of one principal, at once after a pause. */
    @WithDefault("1000")
    int burst();
}
