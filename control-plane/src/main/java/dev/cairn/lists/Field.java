package dev.cairn.lists;

import org.jspecify.annotations.Nullable;

/**
 * A field that a list can be filtered and sorted by.
 *
 * @param sql an expression over the list's tables, without parameters
 * @param equality a condition with one parameter that says that the field has this value, and is never null; absent if
 *     the expression's own comparison is as good
 */
record Field(
        String name,
        String sql,
        FieldType type,
        Presence presence,
        @Nullable String equality) {
    /** Whether every row has a value. */
    enum Presence {
        ALWAYS,
        SOMETIMES
    }

    static Field always(String name, String sql, FieldType type) {
        return new Field(name, sql, type, Presence.ALWAYS, null);
    }

    static Field sometimes(String name, String sql, FieldType type) {
        return new Field(name, sql, type, Presence.SOMETIMES, null);
    }

    /** A field whose equality with a value is found by an index that its expression could not use. */
    static Field indexed(String name, String sql, FieldType type, String equality) {
        return new Field(name, sql, type, Presence.SOMETIMES, equality);
    }

    /** Whether it is a column rather than an expression over columns. */
    boolean isColumn() {
        return sql.indexOf('(') < 0;
    }
}
