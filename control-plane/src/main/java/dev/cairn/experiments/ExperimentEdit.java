package dev.cairn.experiments;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one edit of an experiment; what is absent stays as it is.
 *
 * @param tags tags to set; a null removes one
 * @param shared whether everyone may read it in history
 */
public record ExperimentEdit(
        @Nullable Map<String, @Nullable String> tags,
        @Nullable Boolean shared) {
    /** An edit of tags alone. */
    public static ExperimentEdit ofTags(Map<String, @Nullable String> tags) {
        return new ExperimentEdit(tags, null);
    }
}
