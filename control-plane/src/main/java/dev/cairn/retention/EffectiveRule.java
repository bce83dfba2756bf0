package dev.cairn.retention;

import dev.cairn.spec.RetentionRule;
import dev.cairn.spec.RetentionSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule for one kind of results of an experiment.
 *
 * @param origin where it is set
 */
record EffectiveRule(RemovedKind kind, RetentionRule rule, Origin origin) {
    /** Where a rule is set. */
    enum Origin {
        EXPERIMENT,
        CONFIGURATION
    }

    /** The rules for the three kinds of results. */
    static List<EffectiveRule> of(RetentionSpec own, RetentionConfig config) {
        List<EffectiveRule> rules = new ArrayList<>();
        rules.add(of(RemovedKind.ROLLOUT_TEXT, own.rolloutText(), config.rolloutText()));
        rules.add(of(RemovedKind.METRIC_POINTS, own.metricPoints(), config.metricPoints()));
        rules.add(of(RemovedKind.ADAPTERS, own.adapters(), config.adapters()));
        return rules;
    }

    private static EffectiveRule of(RemovedKind kind, @Nullable RetentionRule own, RetentionConfig.Rule standard) {
        return own == null
                ? new EffectiveRule(
                        kind, new RetentionRule(standard.keep(), standard.afterDays()), Origin.CONFIGURATION)
                : new EffectiveRule(kind, own, Origin.EXPERIMENT);
    }

    /** Whether it ever removes anything. */
    boolean removes() {
        return rule.keep() != RetentionRule.Keep.ALL;
    }
}
