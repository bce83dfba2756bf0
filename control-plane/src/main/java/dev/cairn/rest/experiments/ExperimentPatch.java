package dev.cairn.rest.experiments;

import dev.cairn.spec.RetentionRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch (RFC 7396) for the changeable parts of an experiment.
 *
 * @param tags tags to set; null removes a tag, and others stay
 * @param shared whether everyone may read it in history; only its owner and admins may change this
 * @param retention rules for what is kept after it has ended, by kind (rolloutText, metricPoints, adapters); null
 *     removes a rule, and only its owner and admins may change them
 * @param name another name; only its owner and admins may change it
 * @param notes plain text about it; an empty one removes the notes
 */
record ExperimentPatch(
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Boolean shared,
        @Nullable Map<String, @Nullable RetentionRule> retention,
        @Nullable String name,
        @Nullable String notes) {
    /** Whether it changes anything. */
    boolean changesNothing() {
        return tags == null && shared == null && retention == null && name == null && notes == null;
    }

    /** Whether it changes what only the owner and admins may change. */
    boolean needsOwner() {
        return shared != null || retention != null || name != null;
    }
}
