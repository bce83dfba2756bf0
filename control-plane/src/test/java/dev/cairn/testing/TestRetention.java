package dev.cairn.testing;

import dev.cairn.retention.RetentionConfig;
import dev.cairn.spec.RetentionRule.Keep;

/** Configurations of what is kept. */
public final class TestRetention {
    /** As without any setting. */
    public static final RetentionConfig STANDARD = new Same(new Kept(Keep.ALL, 30));

    private TestRetention() {}

    /** The same rule for every kind. */
    public static RetentionConfig of(Keep keep, int afterDays) {
        return new Same(new Kept(keep, afterDays));
    }

    private record Kept(Keep keep, int afterDays) implements RetentionConfig.Rule {}

    private record Same(Kept rule) implements RetentionConfig {
        @Override
        public Rule rolloutText() {
            return rule;
        }

        @Override
        public Rule metricPoints() {
            return rule;
        }

        @Override
        public Rule adapters() {
            return rule;
        }
    }
}
