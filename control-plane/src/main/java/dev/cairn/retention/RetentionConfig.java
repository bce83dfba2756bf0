package dev.cairn.retention;

import dev.cairn.spec.RetentionRule.Keep;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is kept of experiments that have ended and have no rules of their own. */
@ConfigMapping(prefix = "cairn.retention")
public interface RetentionConfig {
    /** Texts of rollouts. */
    Rule rolloutText();

    /** Points of the metrics that the trainer names itself. */
    Rule metricPoints();

    /** Files of policies. */
    Rule adapters();

    /** One rule. */
    interface Rule {
        /** What stays. */
        @WithDefault("ALL")
        Keep keep();

        /** Days after an experiment's end before anything is removed. */
        @WithDefault("30")
        int afterDays();
    }
}
