package dev.cairn.history.saved;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.history.NamedSql;
import dev.cairn.history.QueryFailedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks saved queries, and the values that they are run with. */
final class SavedQueryChecks {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 2000;

    private SavedQueryChecks() {}

    /** @throws InvalidInputException naming every field that is not valid */
    static void check(SavedQueryRequest wanted) {
        List<FieldError> errors = new ArrayList<>();
        String name = wanted.name();
        if (name == null
                || name.isBlank()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(
                    "name",
                    name == null ? "is missing" : "is not valid",
                    "1 to " + LONGEST_NAME + " visible characters"));
        }
        String description = wanted.description();
        if (description != null && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
            errors.add(new FieldError(
                    "description", "is too long or contains NUL", "at most " + LONGEST_DESCRIPTION + " characters"));
        }
        List<SavedParameter> parameters = wanted.parameters() == null ? List.of() : wanted.parameters();
        if (wanted.sql() == null) {
            errors.add(new FieldError("sql", "is missing", "one SELECT, WITH, VALUES or TABLE"));
        } else {
            checkParameters(wanted.sql(), parameters, errors);
        }
        InvalidInputException.throwIfAny(Subject.SQL, errors);
    }

    private static void checkParameters(String sql, List<SavedParameter> parameters, List<FieldError> errors) {
        Set<String> used;
        try {
            used = new LinkedHashSet<>(NamedSql.parse(sql).names());
        } catch (QueryFailedException e) {
            errors.add(new FieldError("sql", String.valueOf(e.getMessage()), null));
            return;
        }
        Set<String> declared = new HashSet<>();
        for (SavedParameter parameter : parameters) {
            String field = "parameters." + parameter.name();
            if (!declared.add(parameter.name())) {
                errors.add(new FieldError(field, "is given twice", null));
            } else if (!used.contains(parameter.name())) {
                errors.add(new FieldError(
                        field, "does not occur in sql", used.isEmpty() ? "none" : String.join(", ", used)));
            } else if (!parameter.type().allows(parameter.defaultValue())) {
                errors.add(new FieldError(
                        field + ".defaultValue",
                        "has another type",
                        parameter.type().words()));
            }
        }
        for (String name : used) {
            if (!declared.contains(name)) {
                errors.add(new FieldError("parameters." + name, "is missing, but sql contains :" + name, "a type"));
            }
        }
    }

    /**
     * The values of a run: those given, and the defaults of the others.
     *
     * @throws InvalidInputException naming every parameter that has no value or one of another type
     */
    static Map<String, @Nullable JsonNode> values(SavedQuery query, Map<String, @Nullable JsonNode> given) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, @Nullable JsonNode> values = new HashMap<>(given);
        for (SavedParameter parameter : query.parameters()) {
            if (given.containsKey(parameter.name())) {
                if (!parameter.type().allows(given.get(parameter.name()))) {
                    errors.add(new FieldError(
                            "parameters." + parameter.name(),
                            "has another type",
                            parameter.type().words()));
                }
            } else if (parameter.defaultValue() != null) {
                values.put(parameter.name(), parameter.defaultValue());
            }
        }
        InvalidInputException.throwIfAny(Subject.SQL, errors);
        return values;
    }
}
