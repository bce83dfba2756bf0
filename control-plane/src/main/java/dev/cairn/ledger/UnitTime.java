package dev.cairn.ledger;

import dev.cairn.ports.UnitKey;

/** The outer step in a unit's name. */
final class UnitTime {
    private UnitTime() {}

    /** t of {@code t/<t>/...}. */
    static int t(UnitKey unit) {
        String[] parts = unit.value().split("/", -1);
        if (parts.length < 3 || !parts[0].equals("t")) {
            throw new IllegalArgumentException("unit " + unit.value() + " belongs to no outer step");
        }
        return Integer.parseInt(parts[1]);
    }
}
