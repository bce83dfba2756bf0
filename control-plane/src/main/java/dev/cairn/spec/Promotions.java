package dev.cairn.spec;

import dev.cairn.settings.SoarSettings;

/** How many promotions an estimate assumes. */
public enum Promotions {
    NONE,
    AS_MANY_AS_THE_GATE_ALLOWS;

    /** Promotions before outer step {@code t}. */
    int before(SoarSettings soar, int t) {
        return switch (this) {
            case NONE -> 0;
            case AS_MANY_AS_THE_GATE_ALLOWS ->
                soar.outer().trainsStudents() ? t / soar.outer().window() : 0;
        };
    }
}
