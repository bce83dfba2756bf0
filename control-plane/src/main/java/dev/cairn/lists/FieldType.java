package dev.cairn.lists;

import java.util.List;

/** What a field's values are, and so what they can be compared with. */
sealed interface FieldType {
    /** How the type is called in messages. */
    String words();

    /** The type in SQL; a text of it can be cast back to it. */
    String sql();

    /** Any text. */
    record Text() implements FieldType {
        @Override
        public String words() {
            return "a text in quotes";
        }

        @Override
        public String sql() {
            return "text";
        }
    }

    /** One of a few words. */
    record Words(List<String> all) implements FieldType {
        public Words {
            all = List.copyOf(all);
        }

        @Override
        public String words() {
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
        public String words() {
            return "a number";
        }
    }

    /** A moment. */
    record Time() implements FieldType {
        @Override
        public String words() {
            return "a time as in \"2026-01-31T08:00:00Z\" or \"2026-01-31\"";
        }

        @Override
        public String sql() {
            return "timestamptz";
        }
    }

    /** Yes or no. */
    record Flag() implements FieldType {
        @Override
        public String words() {
            return "true or false";
        }

        @Override
        public String sql() {
            return "boolean";
        }
    }
}
