package dev.cairn.lists;

/**
 * A field that a list can be filtered and sorted by.
 *
 * @param sql an expression over the list's tables, without parameters
 */
record Field(String name, String sql, FieldType type, Presence presence) {
    /** Whether every row has a value. */
    enum Presence {
        ALWAYS,
        SOMETIMES
    }

    static Field always(String name, String sql, FieldType type) {
        return new Field(name, sql, type, Presence.ALWAYS);
    }

    static Field sometimes(String name, String sql, FieldType type) {
        return new Field(name, sql, type, Presence.SOMETIMES);
    }

    /** Whether it is a column rather than an expression over columns. */
    boolean isColumn() {
        return sql.indexOf('(') < 0;
    }
}
