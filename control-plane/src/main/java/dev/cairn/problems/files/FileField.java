package dev.cairn.problems.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of a file's first record.
 *
 * @param name the field's name in the file
 * @param use the part of a problem that it becomes; absent if it is not used
 */
public record FileField(String name, @Nullable Use use) {
    private static final int MOST = 100;

    /** The part of a problem that a field becomes. */
    public enum Use {
        QUESTION,
        ANSWER,
        ID,
        TOLERANCE,
        UNIT
    }

    /** The first fields of a record with their uses. */
    static List<FileField> of(JsonNode record, Map<String, Use> uses) {
        return FieldNames.of(record).stream()
                .limit(MOST)
                .map(name -> new FileField(name, uses.get(name)))
                .toList();
    }
}
