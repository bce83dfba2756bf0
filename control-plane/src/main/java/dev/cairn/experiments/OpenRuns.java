package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.ids.ExperimentId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The runs of an experiment that have not ended. */
final class OpenRuns {
    private OpenRuns() {}

    /** As shown in messages, such as {@code soar (run 7, running)}. */
    static List<String> of(Handle handle, ExperimentId id) {
        return handle.createQuery("""
                        select name || ' (run ' || id || ', ' || state || ')' from run
                        where experiment_id = :id and ended_at is null order by ordinal""")
                .bind("id", id.value())
                .mapTo(String.class)
                .list();
    }

    /** @throws RefusedException naming them, if there are any */
    static void requireNone(Handle handle, ExperimentId id, String verb) {
        List<String> open = of(handle, id);
        if (!open.isEmpty()) {
            throw new RefusedException("experiment " + id + " can't be " + verb + ": these runs have not ended: "
                    + String.join(", ", open) + "; cancel them or wait for their end");
        }
    }
}
