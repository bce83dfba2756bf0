package dev.cairn.events;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * Deletes old events from the stream, oldest position first. Unpublished events are never deleted. The rest has gaps only
 * where events of deleted experiments were.
 */
@Singleton
public final class EventPruning {
    private static final int BATCH = 10_000;

    private final JdbcRunner jdbc;

    public EventPruning(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deletes events that are older than an age.
     *
     * @return number of deleted events
     */
    public int olderThan(Duration age) {
        int gone = 0;
        int batch;
        do {
            batch = jdbc.inTransaction("pruning events", handle -> batch(handle, age));
            gone += batch;
        } while (batch == BATCH);
        return gone;
    }

    private static int batch(Handle handle, Duration age) {
        // The publisher's lock, so that 'pruned' and 'last' do not change at the same time.
        long pruned = number(handle, "select pruned from event_position for update");
        long last = number(handle, "select last from event_position");
        long kept = firstKept(handle, pruned, last, age);
        long edge = Math.min(kept - 1, pruned + BATCH);
        if (edge <= pruned) {
            return 0;
        }
        handle.createUpdate("update event_position set pruned = :edge")
                .bind("edge", edge)
                .execute();
        return handle.createUpdate("delete from run_event where position <= :edge")
                .bind("edge", edge)
                .execute();
    }

    /** The first position to keep. Ages are measured by the database's clock, which also sets the events' times. */
    private static long firstKept(Handle handle, long pruned, long last, Duration age) {
        return handle.createQuery("""
                        select position from run_event
                        where position > :pruned and created_at >= now() - make_interval(secs => :age)
                        order by position limit 1""")
                .bind("pruned", pruned)
                .bind("age", age.toMillis() / 1000.0)
                .mapTo(Long.class)
                .findOne()
                .orElse(last + 1);
    }

    private static long number(Handle handle, String query) {
        return handle.createQuery(query).mapTo(Long.class).one();
    }
}
