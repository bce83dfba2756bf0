package dev.cairn.retention;

import org.jdbi.v3.core.Handle;

/** Adds up what was removed from each experiment, in the transactions that remove it. */
final class RemovalLog {
    private RemovalLog() {}

    static void add(Handle handle, long experiment, RemovedKind kind, Removed removed) {
        if (removed.isNothing()) {
            return;
        }
        handle.createUpdate("""
                        insert into retention_removal as total (experiment_id, kind, rows, files, bytes)
                        values (:experiment, :kind, :rows, :files, :bytes)
                        on conflict (experiment_id, kind) do update set rows = total.rows + excluded.rows,
                            files = total.files + excluded.files, bytes = total.bytes + excluded.bytes, last_at = now()""")
                .bind("experiment", experiment)
                .bind("kind", kind.wireName())
                .bind("rows", removed.rows())
                .bind("files", removed.files())
                .bind("bytes", removed.bytes())
                .execute();
    }
}
