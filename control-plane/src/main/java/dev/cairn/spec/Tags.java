package dev.cairn.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The user's own labels for finding experiments; they do not affect runs. */
public record Tags(Map<String, String> byKey) {
    /** {@link #isKey} in words. */
    public static final String KEY_WORDS =
            "a letter, then at most 62 letters, digits, dots, slashes, dashes and underscores";

    public static final Tags NONE = new Tags(Map.of());

    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]{0,62}");
    private static final int MOST_TAGS = 32;
    private static final int LONGEST_VALUE = 200;

    /** @throws InvalidInputException with every tag that is not allowed */
    public Tags {
        byKey = new TreeMap<>(byKey);
        List<FieldError> errors = new ArrayList<>();
        if (byKey.size() > MOST_TAGS) {
            errors.add(new FieldError("tags", "are " + byKey.size(), "at most " + MOST_TAGS));
        }
        byKey.forEach((key, value) -> check(key, value, errors));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(Subject.SPEC, errors);
        }
    }

    /** Reads the stored form of {@link #byKey}. */
    public static Tags read(String stored, ObjectMapper json) throws JsonProcessingException {
        return new Tags(json.readValue(stored, new TypeReference<>() {}));
    }

    /** Whether a tag can have this key. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** These tags with changes applied; a null removes a tag (RFC 7396). */
    public Tags with(Map<String, @Nullable String> changes) {
        Map<String, String> changed = new TreeMap<>(byKey);
        changes.forEach((key, value) -> {
            if (value == null) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return new Tags(changed);
    }

    private static void check(String key, String value, List<FieldError> errors) {
        if (!isKey(key)) {
            errors.add(new FieldError("tags", "have the key " + shown(key), KEY_WORDS));
        } else if (value.length() > LONGEST_VALUE || !VisibleText.Check.isVisible(value)) {
            errors.add(new FieldError(
                    "tags." + key,
                    "is " + shown(value),
                    "at most " + LONGEST_VALUE + " characters: " + VisibleText.WORDS));
        }
    }

    private static String shown(String text) {
        return "\"" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "\"";
    }
}
