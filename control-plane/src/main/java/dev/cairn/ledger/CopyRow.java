package dev.cairn.ledger;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes rows in PostgreSQL's COPY text format: tab between columns, {@code \N} for null, backslash escapes. */
final class CopyRow {
    private final StringBuilder line = new StringBuilder();
    private boolean first = true;

    CopyRow text(@Nullable String value) {
        separate();
        if (value == null) {
            line.append("\\N");
            return this;
        }
        String clean = StoredText.clean(value);
        line.ensureCapacity(line.length() + clean.length() + 16);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c);
            }
        }
        return this;
    }

    CopyRow number(long value) {
        separate();
        line.append(value);
        return this;
    }

    CopyRow number(double value) {
        separate();
        line.append(value);
        return this;
    }

    /** Returns the row's bytes and starts a new, empty row. */
    byte[] finish() {
        line.append('\n');
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        first = true;
        return bytes;
    }

    private void separate() {
        if (!first) {
            line.append('\t');
        }
        first = false;
    }
}
