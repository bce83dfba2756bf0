package dev.cairn.experiments;

import dev.cairn.spec.RetentionRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one edit of an experiment; what is absent stays as it is.
 *
 * @param tags tags to set; a null removes one
 * @param shared whether everyone may read it in history
 * @param retention rules for what is kept, by kind; a null removes one
 * @param name what it is called
 * @param notes plain text about it
 */
public record ExperimentEdit(
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Boolean shared,
        @Nullable Map<String, @Nullable RetentionRule> retention,
        @Nullable String name,
        @Nullable String notes) {
    /** An edit of tags alone. */
    public static ExperimentEdit ofTags(Map<String, @Nullable String> tags) {
        return new ExperimentEdit(tags, null, null, null, null);
    }
}
