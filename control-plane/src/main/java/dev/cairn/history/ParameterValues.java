package dev.cairn.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.jdbc.QueryConnection.TypedArray;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of a query's parameters: whole numbers are bound as int, bigint or numeric, other numbers as double
 * precision, and a text takes the type that PostgreSQL expects in its place.
 */
final class ParameterValues {
    private static final String ALLOWED = "a string, number, boolean or null, or an array of one of these";

    private ParameterValues() {}

    /**
     * The values in the order of the parameters' occurrence.
     *
     * @throws InvalidInputException naming every parameter that lacks a value, is not in the query, or has a value that
     *     cannot be bound
     */
    static List<@Nullable Object> of(NamedSql sql, Map<String, @Nullable JsonNode> given) {
        List<FieldError> errors = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>(sql.names());
        for (String name : used) {
            if (!given.containsKey(name)) {
                errors.add(new FieldError("parameters." + name, "has no value, but sql contains :" + name, ALLOWED));
            }
        }
        for (String name : new TreeSet<>(given.keySet())) {
            if (!used.contains(name)) {
                errors.add(new FieldError(
                        "parameters." + name,
                        "does not occur in sql",
                        used.isEmpty() ? "none" : String.join(", ", used)));
            } else if (!isAllowed(given.get(name))) {
                errors.add(new FieldError("parameters." + name, "cannot be bound", ALLOWED));
            }
        }
        InvalidInputException.throwIfAny(Subject.SQL, errors);
        List<@Nullable Object> values = new ArrayList<>();
        for (String name : sql.names()) {
            values.add(value(given.get(name)));
        }
        return values;
    }

    private static boolean isAllowed(@Nullable JsonNode node) {
        if (node == null || !node.isContainerNode()) {
            return node == null || !node.isTextual() || node.textValue().indexOf('\0') < 0;
        }
        return node.isArray() && (elementType(node) != null) && allOf(node, ParameterValues::isAllowed);
    }

    private static @Nullable Object value(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(value(element)));
            return new TypedArray(String.valueOf(elementType(node)), elements);
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : number(node);
    }

    private static Object number(JsonNode node) {
        if (node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        if (node.canConvertToLong() && node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isIntegralNumber() ? new BigDecimal(node.bigIntegerValue()) : (Object) node.doubleValue();
    }

    /** Null if the elements have no common type. */
    private static @Nullable String elementType(JsonNode array) {
        if (allOf(array, node -> node.isTextual() || node.isNull())) {
            return "text";
        }
        if (allOf(array, node -> node.isBoolean() || node.isNull())) {
            return "boolean";
        }
        if (allOf(array, node -> (node.isIntegralNumber() && node.canConvertToLong()) || node.isNull())) {
            return "bigint";
        }
        if (allOf(array, node -> node.isIntegralNumber() || node.isNull())) {
            return "numeric";
        }
        return allOf(array, node -> node.isNumber() || node.isNull()) ? "double precision" : null;
    }

    private static boolean allOf(JsonNode array, Predicate<JsonNode> condition) {
        for (JsonNode element : array) {
            if (!condition.test(element)) {
                return false;
            }
        }
        return true;
    }
}
