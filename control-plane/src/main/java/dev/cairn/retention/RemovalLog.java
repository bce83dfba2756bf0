package dev.cairn.retention;

import java.util.EnumMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Adds up what was removed from each experiment, in the transactions that remove it. */
final class RemovalLog {
    private RemovalLog() {}

    /** What was removed from an experiment so far. */
    static Map<RemovedKind, Removed> of(Handle handle, long experiment) {
        Map<RemovedKind, Removed> found = new EnumMap<>(RemovedKind.class);
        for (RemovedKind kind : RemovedKind.values()) {
            handle.createQuery("""
                            select rows, files, bytes from retention_removal
                            where experiment_id = :experiment and kind = :kind""")
                    .bind("experiment", experiment)
                    .bind("kind", kind.wireName())
                    .map((row, context) -> new Removed(row.getLong("rows"), row.getLong("files"), row.getLong("bytes")))
                    .findOne()
                    .ifPresent(total -> found.put(kind, total));
        }
        return found;
    }

    static void add(Handle handle, long experiment, RemovedKind kind, Removed removed) {
        if (removed.hasNothing()) {
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
