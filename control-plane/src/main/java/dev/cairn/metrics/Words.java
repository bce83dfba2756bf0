package dev.cairn.metrics;

import java.util.Locale;

/** Enum constants as label values. */
final class Words {
    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
