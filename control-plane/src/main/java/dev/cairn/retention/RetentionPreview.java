package dev.cairn.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.ids.ExperimentId;
import dev.cairn.spec.RetentionRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of an experiment would remove now.
 *
 * @param kinds one for each kind of results
 */
public record RetentionPreview(ExperimentId experiment, String name, List<KindPreview> kinds) {
    /**
     * One kind of results.
     *
     * @param rule the rule that applies
     * @param from where the rule is set: {@code experiment} or {@code configuration}
     * @param removes what would be removed now
     * @param removed what was removed so far
     * @param keeps what stays and why
     */
    public record KindPreview(
            RemovedKind kind,
            RetentionRule rule,
            String from,
            Removed removes,
            Removed removed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String keeps) {}

    /** Whether anything would be removed. */
    boolean removesAnything() {
        return kinds.stream().anyMatch(kind -> !kind.removes().hasNothing());
    }
}
