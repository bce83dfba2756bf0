package dev.cairn.lists;

import java.util.List;

/** The type of a field's values, which determines what they can be compared with. */
sealed interface FieldType {
    /** The type's name in messages. */
    String description();

    /** The type in SQL; its text form can be cast back to it. */
    String sql();

    /** Any text. */
    record Text() implements FieldType {
        @Override
        public String description() {
            return "a string in quotes";
        }

        @Override
        public String sql() {
            return "text";
        }
    }

    /** One of a fixed set of words. */
    record OneOf(List<String> all) implements FieldType {
        public OneOf {
            all = List.copyOf(all);
        }

        @Override
        public String description() {
            return "one of \"" + String.join("\", \"", all) + "\"";
        }

        @Override
        public String sql() {
            return "text";
        }
    }

    /** A number. */
    record Numeric(String sql) implements FieldType {
        static final Numeric WHOLE = new Numeric("bigint");
        static final Numeric REAL = new Numeric("double precision");
        static final Numeric EXACT = new Numeric("numeric");

        @Override
        public String description() {
            return "a number";
        }
    }

    /** A point in time. */
    record Time() implements FieldType {
        @Override
        public String description() {
            return "a time as in \"2026-01-31T08:00:00Z\" or \"2026-01-31\"";
        }

        @Override
        public String sql() {
            return "timestamptz";
        }
    }

    /** True or false. */
    record Flag() implements FieldType {
        @Override
        public String description() {
            return "true or false";
        }

        @Override
        public String sql() {
            return "boolean";
        }
    }
}
