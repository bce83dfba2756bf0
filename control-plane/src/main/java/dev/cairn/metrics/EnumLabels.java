package dev.cairn.metrics;

import java.util.Locale;

/** Enum constants as label values. */
final class EnumLabels {
    private EnumLabels() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
