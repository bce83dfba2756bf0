package dev.cairn.rest.errors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.cairn.rest.errors.ProblemDetail.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains errors in a request's JSON by field and position. Except for field names, no text of the request is quoted.
 */
final class JsonMistakes {
    private static final Pattern DUPLICATE = Pattern.compile("[Dd]uplicate.*?['\"](.*)['\"]");
    private static final Pattern CHARACTER = Pattern.compile("^Unexpected character \\((.*) \\(code ");

    private final ObjectMapper json;

    JsonMistakes(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Explains why a reader failed.
     *
     * @param parser the parser at the position of the error
     * @throws RuntimeException the exception of a record's constructor, if it has a mapper of its own
     */
    BadJsonException explain(JacksonException e, JsonParser parser) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                shape(new Field(path(unknown), "there is no such field", known(unknown)), e);
            case InvalidNullException absent -> shape(new Field(path(absent), "is null", words(absent)), e);
            case ValueInstantiationException refused -> refused(refused);
            case MismatchedInputException mismatched -> mismatched(mismatched, parser);
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException large ->
                shape(new Field(path(mapping), "is a number that is too large", range(large.getTargetType())), e);
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamReadException syntax -> syntax(syntax);
            case StreamReadException syntax -> syntax(syntax);
            case StreamConstraintsException _ ->
                new BadJsonException(
                        "the JSON is nested too deeply, or has a number or a name that is too long"
                                + at(e.getLocation()),
                        e);
            default -> new BadJsonException("the JSON can't be read" + at(e.getLocation()), e);
        };
    }

    /** The position in words; empty if it is not known. */
    static String at(@Nullable JsonLocation place) {
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static BadJsonException syntax(StreamReadException e) {
        return new BadJsonException(cause(e) + at(e.getLocation()), e);
    }

    private static String cause(StreamReadException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        Matcher character = CHARACTER.matcher(message);
        if (e instanceof JsonEOFException) {
            return "the JSON ends too early";
        }
        if (e instanceof InputCoercionException) {
            return "a number is too large";
        }
        if (duplicate.find()) {
            return "the field '" + duplicate.group(1) + "' occurs twice";
        }
        if (character.find()) {
            return "this is not JSON: unexpected " + character.group(1);
        }
        if (message.startsWith("Non-standard token")) {
            return "this is not JSON: NaN and infinity are not JSON numbers";
        }
        if (message.startsWith("Invalid UTF-8")) {
            return "this is not JSON: it is not UTF-8";
        }
        if (message.startsWith("Unrecognized token")) {
            return "this is not JSON: strings need double quotes, and the only words without quotes are true, false and null";
        }
        return "this is not JSON";
    }

    private BadJsonException mismatched(MismatchedInputException e, JsonParser parser) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Missing required creator property")) {
            return shape(new Field(path(e), "is missing", words(fieldType(e))), e);
        }
        @Nullable Class<?> type = e.getTargetType();
        String came = type != null && type.isEnum() && parser.currentToken() == JsonToken.VALUE_STRING
                ? "is not one of the values"
                : "is " + shown(parser.currentToken());
        return shape(new Field(path(e), came, words(type)), e);
    }

    /** The type of the field; for a missing field Jackson reports only the record. */
    private static @Nullable Class<?> fieldType(MismatchedInputException e) {
        JsonMappingException.Reference last = e.getPath().getLast();
        @Nullable Class<?> owner = last.getFrom() instanceof Class<?> type ? type : e.getTargetType();
        if (owner == null || !owner.isRecord()) {
            return e.getTargetType();
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(last.getFieldName()))
                .<Class<?>>map(RecordComponent::getType)
                .findFirst()
                .orElse(e.getTargetType());
    }

    /**
     * A record's constructor refused its arguments. Its message starts with the component's name if it is about one.
     */
    private static BadJsonException refused(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException ours && !(cause instanceof IllegalArgumentException)) {
            throw ours;
        }
        String message = cause == null ? "is not allowed" : String.valueOf(cause.getMessage());
        String first = message.substring(0, Math.max(0, message.indexOf(' ')));
        String inside = path(e);
        Class<?> type = e.getType().getRawClass();
        boolean named = type.isRecord()
                && Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getName().equals(first));
        if (!named) {
            return new BadJsonException(BadJsonException.Kind.VALUES, new Field(inside, message, null), e);
        }
        return new BadJsonException(
                BadJsonException.Kind.VALUES,
                new Field(
                        inside.isEmpty() ? first : inside + "." + first,
                        message.substring(first.length()).strip(),
                        null),
                e);
    }

    private static BadJsonException shape(Field field, JacksonException e) {
        return new BadJsonException(BadJsonException.Kind.SHAPE, field, e);
    }

    private @Nullable String words(MismatchedInputException e) {
        return words(e.getTargetType());
    }

    private @Nullable String words(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> json.valueToTree(constant).asText())
                    .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string";
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    /** The range of a type. A field may allow less, which is checked only for numbers within the range. */
    private @Nullable String range(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE;
        }
        if (type == long.class || type == Long.class) {
            return "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
        }
        return words(type);
    }

    private static String shown(@Nullable JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case START_ARRAY -> "a list";
            case START_OBJECT, FIELD_NAME, END_OBJECT -> "an object";
            case null -> "nothing";
            case END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "of another type";
        };
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream()
                        .map(String::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference part : e.getPath()) {
            if (part.getFieldName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        }
        return path.toString();
    }
}
