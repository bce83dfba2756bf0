package dev.cairn.ledger;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Rows of one table, sent together. */
final class Batch implements AutoCloseable {
    private final PreparedBatch insert;

    private Batch(PreparedBatch insert) {
        this.insert = insert;
    }

    /** @param columns names with commas between them */
    static Batch into(Handle handle, String table, String columns) {
        String marks = columns.replaceAll("[^,]+", "?");
        return new Batch(handle.prepareBatch("insert into " + table + " (" + columns + ") values (" + marks + ")"));
    }

    /** Adds a row. */
    Batch row(@Nullable Object... values) {
        insert.add(values);
        return this;
    }

    /** Sends them. */
    @Override
    public void close() {
        try (insert) {
            insert.execute();
        }
    }
}
