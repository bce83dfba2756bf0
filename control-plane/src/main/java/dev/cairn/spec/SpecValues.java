package dev.cairn.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.spec.SpecFields.Leaf;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Converts one value to its setting's type. */
final class SpecValues {
    /** Whether a text may be converted to a number or a boolean. */
    enum Source {
        /** A JSON document, whose types must be exact. */
        DOCUMENT,
        /** An override, perhaps typed on a command line: "3" means 3, and "" or "null" means null. */
        OVERRIDE
    }

    /** A value does not have its setting's type. */
    static final class WrongValueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String allowed;

        private WrongValueException(JsonNode value, String allowed) {
            super("is " + shown(value));
            this.allowed = allowed;
        }

        String allowed() {
            return allowed;
        }
    }

    private SpecValues() {}

    static JsonNode read(Leaf leaf, JsonNode value, Source source) throws WrongValueException {
        boolean typed = source == Source.OVERRIDE && value.isTextual();
        if (value.isNull() || (typed && leaf.nullable() && isNothing(value.asText()))) {
            if (leaf.nullable()) {
                return NullNode.getInstance();
            }
            throw new WrongValueException(value, allowed(leaf));
        }
        Class<?> type = leaf.type();
        if (type == String.class) {
            return text(leaf, value, source);
        }
        if (type.isEnum()) {
            return constant(leaf, value, type);
        }
        if (type == boolean.class) {
            return flag(leaf, value, typed);
        }
        return number(leaf, value, typed);
    }

    static String allowed(Leaf leaf) {
        Class<?> type = leaf.type();
        String kind;
        if (type.isEnum()) {
            kind = constants(type);
        } else if (type == boolean.class) {
            kind = "true or false";
        } else if (isReal(type)) {
            kind = "a number";
        } else if (type == String.class) {
            kind = "a string";
        } else {
            kind = "a whole number";
        }
        return leaf.nullable() ? kind + ", or null" : kind;
    }

    private static JsonNode text(Leaf leaf, JsonNode value, Source source) throws WrongValueException {
        if (value.isTextual()) {
            // PostgreSQL cannot store either of them.
            if (value.asText().codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
                throw new WrongValueException(value, "a string without NUL characters and unpaired surrogates");
            }
            return value;
        }
        if (source == Source.OVERRIDE && value.isValueNode()) {
            return TextNode.valueOf(value.asText());
        }
        throw new WrongValueException(value, allowed(leaf));
    }

    private static JsonNode constant(Leaf leaf, JsonNode value, Class<?> type) throws WrongValueException {
        String name = value.asText();
        for (Object constant : type.getEnumConstants()) {
            String known = ((Enum<?>) constant).name();
            if (value.isTextual() && known.equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return TextNode.valueOf(known);
            }
        }
        throw new WrongValueException(value, allowed(leaf));
    }

    private static JsonNode flag(Leaf leaf, JsonNode value, boolean typed) throws WrongValueException {
        if (value.isBoolean()) {
            return value;
        }
        if (typed && (value.asText().equals("true") || value.asText().equals("false"))) {
            return BooleanNode.valueOf(value.asText().equals("true"));
        }
        throw new WrongValueException(value, allowed(leaf));
    }

    private static JsonNode number(Leaf leaf, JsonNode value, boolean typed) throws WrongValueException {
        if (!value.isNumber() && !typed) {
            throw new WrongValueException(value, allowed(leaf));
        }
        try {
            BigDecimal exact = value.isNumber()
                    ? value.decimalValue()
                    : new BigDecimal(value.asText().strip());
            if (isReal(leaf.type())) {
                double number = exact.doubleValue();
                if (Double.isInfinite(number)) {
                    throw new WrongValueException(value, allowed(leaf));
                }
                return DoubleNode.valueOf(number);
            }
            long whole = exact.longValueExact();
            if (leaf.type() != long.class && leaf.type() != Long.class && whole != (int) whole) {
                throw new WrongValueException(value, "a whole number of at most " + Integer.MAX_VALUE);
            }
            return LongNode.valueOf(whole);
        } catch (NumberFormatException e) {
            throw new WrongValueException(value, allowed(leaf));
        } catch (ArithmeticException e) {
            throw new WrongValueException(value, allowed(leaf));
        }
    }

    private static boolean isReal(Class<?> type) {
        return type == double.class || type == Double.class;
    }

    private static boolean isNothing(String text) {
        return text.isEmpty() || text.equals("null");
    }

    private static String constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "));
    }

    static String shown(JsonNode value) {
        String json = value.toString();
        return json.length() > 80 ? json.substring(0, 80) + "..." : json;
    }
}
