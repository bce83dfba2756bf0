package dev.cairn.lists;

import dev.cairn.spec.SpecFields;
import dev.cairn.spec.SpecFields.Leaf;
import java.util.Arrays;
import java.util.Optional;

/** The settings of stored specs as fields. */
final class SpecColumns {
    private SpecColumns() {}

    /** @param path such as {@code spec.soar.outer.steps} */
    static Optional<Field> find(String path) {
        String setting = path.substring(path.indexOf('.') + 1);
        return SpecFields.ofExperiments().leaf(setting).map(leaf -> field(path, setting, leaf));
    }

    /** The setting exists, so its path consists of letters, digits and dots. */
    private static Field field(String path, String setting, Leaf leaf) {
        String at = "'{" + setting.replace('.', ',') + "}'";
        FieldType type = type(leaf.type());
        return Field.sometimes(
                path,
                switch (type) {
                    case FieldType.Numeric number -> guarded(at, "number", number.sql());
                    case FieldType.Flag flag -> guarded(at, "boolean", flag.sql());
                    case FieldType.Text _, FieldType.OneOf _, FieldType.Time _ -> "(e.spec #>> " + at + ")";
                },
                type);
    }

    /** A spec stored by an older version may have another type there, and a plain cast would fail the whole list. */
    private static String guarded(String at, String kind, String type) {
        return "(case when jsonb_typeof(e.spec #> %s) = '%s' then (e.spec #> %s)::%s end)"
                .formatted(at, kind, at, type);
    }

    private static FieldType type(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return new FieldType.Flag();
        }
        if (type.isEnum()) {
            return new FieldType.OneOf(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type)
                ? FieldType.Numeric.EXACT
                : new FieldType.Text();
    }
}
