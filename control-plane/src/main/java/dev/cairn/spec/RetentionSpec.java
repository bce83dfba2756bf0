package dev.cairn.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's own rules for what is kept after it has ended; a rule that is absent follows the configuration.
 *
 * @param rolloutText texts of rollouts; their numbers stay
 * @param metricPoints points of the metrics that the trainer names itself
 * @param adapters files of policies; their rows stay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RetentionSpec(
        @Nullable RetentionRule rolloutText,
        @Nullable RetentionRule metricPoints,
        @Nullable RetentionRule adapters) {
    public static final RetentionSpec NONE = new RetentionSpec(null, null, null);

    private static final String TEXT = "rolloutText";
    private static final String POINTS = "metricPoints";
    private static final String ADAPTERS = "adapters";

    /** Reads the stored form; absent if nothing is stored. */
    public static RetentionSpec read(@Nullable String stored, ObjectMapper json) throws JsonProcessingException {
        return stored == null ? NONE : json.readValue(stored, RetentionSpec.class);
    }

    /**
     * These rules with changes applied; a null removes a rule (RFC 7396).
     *
     * @throws InvalidInputException naming each rule that is not allowed
     */
    public RetentionSpec with(Map<String, @Nullable RetentionRule> changes) {
        List<FieldError> errors = new ArrayList<>();
        changes.forEach((kind, rule) -> check(kind, rule, errors));
        InvalidInputException.throwIfAny(Subject.SPEC, errors);
        return new RetentionSpec(
                changes.containsKey(TEXT) ? changes.get(TEXT) : rolloutText,
                changes.containsKey(POINTS) ? changes.get(POINTS) : metricPoints,
                changes.containsKey(ADAPTERS) ? changes.get(ADAPTERS) : adapters);
    }

    private static void check(String kind, @Nullable RetentionRule rule, List<FieldError> errors) {
        String field = "retention." + kind;
        if (!List.of(TEXT, POINTS, ADAPTERS).contains(kind)) {
            errors.add(new FieldError(
                    field, "is not a kind of results", String.join(", ", List.of(TEXT, POINTS, ADAPTERS))));
        } else if (rule != null && rule.keep() == null) {
            errors.add(new FieldError(field + ".keep", "is missing", "ALL, SAMPLED, PROMOTED or NONE"));
        } else if (rule != null && (rule.afterDays() < 0 || rule.afterDays() > RetentionRule.MOST_DAYS)) {
            errors.add(
                    new FieldError(field + ".afterDays", "is " + rule.afterDays(), "0 to " + RetentionRule.MOST_DAYS));
        }
    }
}
