package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import dev.cairn.spec.QueueSpec;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Another place in the queue for a run; what is absent stays.
 *
 * @param priority higher ones first
 */
public record RunEdit(
        @Nullable @Min(QueueSpec.LOWEST) @Max(QueueSpec.HIGHEST)
        Integer priority,

        @Nullable String pool) {
    /** @param state of the run, locked by the caller */
    void apply(Handle handle, RunId run, RunState state) {
        switch (state) {
            case WAITING, QUEUED, PAUSED -> update(handle, run);
            case RUNNING, PAUSING, CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                throw new RefusedException("run " + run + " is " + state.word()
                        + "; priority and pool can be changed only while it is waiting, queued or paused"
                        + (state.isFinal() ? "" : ": pause it first"));
        }
    }

    private void update(Handle handle, RunId run) {
        handle.createUpdate("""
                        update run set priority = coalesce(:priority, priority), pool = coalesce(:pool, pool),
                            version = version + 1
                        where id = :run""")
                .bind("priority", priority)
                .bind("pool", pool)
                .bind("run", run.value())
                .execute();
    }
}
