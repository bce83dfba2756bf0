package dev.cairn.history.saved;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
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
        TEXT("a string"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        TEXT_LIST("an array of strings"),
        INTEGER_LIST("an array of whole numbers"),
        NUMBER_LIST("an array of numbers");

        private final String words;

        Type(String words) {
            this.words = words;
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
            return switch (this) {
                case TEXT -> value.isTextual();
                case INTEGER -> value.isIntegralNumber();
                case NUMBER -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
                case TEXT_LIST -> allAllowed(value, TEXT);
                case INTEGER_LIST -> allAllowed(value, INTEGER);
                case NUMBER_LIST -> allAllowed(value, NUMBER);
            };
        }

        private static boolean allAllowed(JsonNode array, Type element) {
            for (JsonNode each : array) {
                if (!element.allows(each)) {
                    return false;
                }
            }
            return array.isArray();
        }
    }
}
