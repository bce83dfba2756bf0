package dev.cairn.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a saved query.
 *
 * @param defaultValue used if a run of the query gives none; absent if every run must give one
 */
public record SavedParameter(
        String name,
        Type type,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode defaultValue) {
    /** The types of parameters; each also allows null, and its list type allows nulls in the list. */
    public enum Type {
        TEXT("a string", JsonNode::isTextual),
        INTEGER("a whole number", JsonNode::isIntegralNumber),
        NUMBER("a number", JsonNode::isNumber),
        BOOLEAN("true or false", JsonNode::isBoolean),
        TEXT_LIST("an array of strings", JsonNode::isArray),
        INTEGER_LIST("an array of whole numbers", JsonNode::isArray),
        NUMBER_LIST("an array of numbers", JsonNode::isArray);

        private final String words;
        private final Predicate<JsonNode> shape;

        Type(String words, Predicate<JsonNode> shape) {
            this.words = words;
            this.shape = shape;
        }

        /** The name as it is stored and shown. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String words() {
            return words;
        }

        boolean allows(@Nullable JsonNode value) {
            if (value == null || value.isNull()) {
                return true;
            }
            return shape.test(value) && (element() == null || allAllowed(value, element()));
        }

        private @Nullable Type element() {
            return switch (this) {
                case TEXT_LIST -> TEXT;
                case INTEGER_LIST -> INTEGER;
                case NUMBER_LIST -> NUMBER;
                case TEXT, INTEGER, NUMBER, BOOLEAN -> null;
            };
        }

        private static boolean allAllowed(JsonNode array, Type element) {
            for (JsonNode each : array) {
                if (!element.allows(each)) {
                    return false;
                }
            }
            return true;
        }
    }
}
