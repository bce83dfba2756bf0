package dev.cairn.rest.experiments;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.ExperimentVerb;
import dev.cairn.ids.ExperimentId;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The selected experiments.
 *
 * @param filter a filter as in the list of experiments; "true" selects all that are not archived
 * @param ids single experiments, archived or not, in place of a filter
 * @param after continue after this experiment: next of the previous outcome
 * @param tags for tag: tags to set; a null removes one
 */
public record ExperimentSelection(
        @Nullable String filter,
        @Nullable @Size(min = 1, max = 200) List<ExperimentId> ids,
        @Nullable ExperimentId after,
        @Nullable Map<String, @Nullable String> tags) {

    /** The filter that finds them. */
    String asFilter() {
        if (ids != null && filter == null) {
            return "id in [" + ids.stream().map(ExperimentId::toString).collect(Collectors.joining(", "))
                    + "] && (archived || !archived)";
        }
        if (ids != null || filter == null || filter.isBlank()) {
            throw error("filter", filter == null ? "is missing" : "is not valid here", "either a filter or ids");
        }
        return filter;
    }

    long start() {
        return after == null ? 0 : after.value();
    }

    Map<String, @Nullable String> tagsToSet() {
        return tags == null ? Map.of() : tags;
    }

    /** @throws InvalidInputException if tags are given for another operation, or none to tag with */
    void requireTags(ExperimentVerb verb) {
        if ((verb == ExperimentVerb.TAG) == tagsToSet().isEmpty()) {
            throw error(
                    "tags",
                    tagsToSet().isEmpty() ? "are missing" : "are not valid here",
                    "at least one tag for :tag, none for other operations");
        }
    }

    private static InvalidInputException error(String field, String message, String allowed) {
        return new InvalidInputException(Subject.QUERY, new FieldError(field, message, allowed));
    }
}
