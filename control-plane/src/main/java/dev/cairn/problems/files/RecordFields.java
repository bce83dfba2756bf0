package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads a record's fields. Values that cannot be stored or sent are refused with the field's name. */
final class RecordFields {
    /** Numbers up to this length are written with all their digits, longer ones with a power of ten. */
    private static final int LONGEST_NUMBER = 60;

    private RecordFields() {}

    /** A text that is not blank. */
    static String text(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (value.isMissingNode()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field) + " is missing");
        }
        if (!value.isTextual()) {
            throw new BrokenRecordException(
                    "the field " + FieldNames.shown(field) + " must be text, not " + kind(value));
        }
        String text = storable(field, value.asText());
        if (text.isEmpty()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field) + " is empty");
        }
        return text;
    }

    /** A text that may be blank. */
    static String optionalText(JsonNode item, String field) {
        return storable(field, written(field, item.path(field)));
    }

    /** A text or a number that is not blank. */
    static String scalar(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field) + " is missing");
        }
        String text = storable(field, written(field, value));
        if (text.isEmpty()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field) + " is empty");
        }
        return text;
    }

    /** The same, or a list whose members are joined by commas. */
    static String answer(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (!value.isArray()) {
            if (value.isTextual()) {
                // Checked before stripping, which would remove a form feed at the beginning.
                AnswerText.checked(field, value.asText());
            }
            return scalar(item, field);
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value) {
            String text = storable(field, AnswerText.checked(field, written(field, part)));
            if (!text.isEmpty()) {
                parts.add(AnswerText.of(text));
            }
        }
        if (parts.isEmpty()) {
            throw new BrokenRecordException("the field " + FieldNames.shown(field) + " is an empty list");
        }
        return String.join(", ", parts);
    }

    /** Whether the field contains anything that could be an answer. */
    static boolean hasAnswer(JsonNode item, String field) {
        JsonNode value = item.path(field);
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.asText().isBlank())
                && !(value.isArray() && value.isEmpty());
    }

    static String idOr(JsonNode item, String field, String otherwise) {
        return hasAnswer(item, field) ? scalar(item, field) : otherwise;
    }

    /** A value as people write it: numbers with exactly the digits of the file. */
    static String written(String field, JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isNull()) {
            return "";
        }
        throw new BrokenRecordException(
                "the field " + FieldNames.shown(field) + " must be text or a number, not " + kind(value));
    }

    private static String number(BigDecimal value) {
        if ((long) value.precision() + Math.abs((long) value.scale()) <= LONGEST_NUMBER) {
            return value.toPlainString();
        }
        BigDecimal mantissa = new BigDecimal(value.unscaledValue(), value.precision() - 1);
        return mantissa.toPlainString() + " \\times 10^{" + ((long) value.precision() - 1 - value.scale()) + "}";
    }

    /** Strips a text, and refuses one that PostgreSQL or UTF-8 cannot represent. */
    static String storable(String field, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new BrokenRecordException(
                        "the field " + FieldNames.shown(field) + " contains a NUL character; remove it");
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new BrokenRecordException("the field " + FieldNames.shown(field)
                        + " contains half of a surrogate pair (\\ud800 to \\udfff); write the whole character");
            }
        }
        return value.strip();
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "null";
            case NUMBER -> "a number";
            case STRING -> "text";
            case BINARY -> "binary data";
        };
    }
}
