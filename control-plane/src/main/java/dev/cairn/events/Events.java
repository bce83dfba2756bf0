package dev.cairn.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The stream of events. An event is written in the transaction of the change it reports, and published after the
 * commit.
 *
 * <p>Numbers from an identity column become visible out of order; a reader that remembers the last one would miss
 * events. So a publisher gives positions to committed events, one publisher at a time.
 */
@Singleton
public final class Events {
    /** The channel notified when events were published. It is only a hint; nothing depends on it. */
    public static final String CHANNEL = "cairn_events";

    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public Events(JdbcRunner jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Returns SQL that writes one event for each run whose state has changed. As part of the statement that changes the
     * state, it saves a round trip to the database in each claim and each end of a run.
     *
     * @param runs a table, or a common table expression, with the columns experiment_id, id, name, state and reason of run
     */
    public static String insertRunStates(String runs) {
        return """
                insert into run_event (experiment_id, run_id, kind, payload)
                select experiment_id, id, '%s', jsonb_build_object('name', name, 'state', state, 'reason', reason)
                from %s""".formatted(EventKind.RUN_STATE.wireName(), runs);
    }

    /** Writes the event of a new run's first state, in the transaction that inserted the run. */
    public void runState(Handle handle, RunId run) {
        handle.createUpdate(insertRunStates("run where id = :run"))
                .bind("run", run.value())
                .execute();
    }

    public void experimentTags(Handle handle, ExperimentId experiment, JsonNode tags) {
        append(
                handle,
                experiment,
                null,
                EventKind.EXPERIMENT_TAGS,
                json.createObjectNode().set("tags", tags));
    }

    /**
     * Writes that an experiment was edited; its tags have an event of their own.
     *
     * @param fields the names of what changed, as in JSON
     */
    public void experimentEdited(Handle handle, ExperimentId experiment, List<String> fields) {
        append(
                handle,
                experiment,
                null,
                EventKind.EXPERIMENT_EDITED,
                json.createObjectNode().set("fields", json.valueToTree(fields)));
    }

    /** Writes a run's new position in the queue, in the transaction that changed it. */
    public void runEdited(Handle handle, RunId run) {
        handle.createUpdate("""
                        insert into run_event (experiment_id, run_id, kind, payload)
                        select experiment_id, id, :kind,
                            jsonb_build_object('name', name, 'priority', priority, 'pool', pool)
                        from run where id = :run""")
                .bind("kind", EventKind.RUN_EDITED.wireName())
                .bind("run", run.value())
                .execute();
    }

    /** Writes an event in the transaction of the change that it reports. */
    public static void append(
            Handle handle, ExperimentId experiment, @Nullable RunId run, EventKind kind, JsonNode payload) {
        handle.createUpdate("""
                        insert into run_event (experiment_id, run_id, kind, payload)
                        values (:experiment, :run, :kind, :payload::jsonb)""")
                .bind("experiment", experiment.value())
                .bind("run", run == null ? null : run.value())
                .bind("kind", kind.wireName())
                .bind("payload", payload.toString())
                .execute();
    }

    /**
     * Publishes every committed event that does not have a position in the stream yet.
     *
     * @return number of events published
     */
    public int publish() {
        return jdbc.call(
                "publishing events",
                handle -> hasUnpublished(handle) ? handle.<Integer, SQLException>inTransaction(Events::publish) : 0);
    }

    private static int publish(Handle handle) {
        // The row lock allows one publisher at a time; the second statement sees everything committed before.
        handle.execute("select last from event_position for update");
        int published = handle.execute("""
                with fresh as (
                    select e.id, p.last + row_number() over (order by e.id) as position
                    from run_event e cross join event_position p where e.position is null)
                update run_event e set position = f.position from fresh f where e.id = f.id""");
        if (published > 0) {
            handle.execute("update event_position set last = last + ?", published);
            // Sent here and not by the writers of events, since commits that notify wait for each other.
            handle.execute("select pg_notify(?, '')", CHANNEL);
        }
        return published;
    }

    /** Checks without locks or writes, since publishers run several times a second. */
    private static boolean hasUnpublished(Handle handle) {
        return handle.createQuery("select 1 from run_event where position is null limit 1")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Published events of an experiment before a position, newest first. */
    public List<RunEvent> before(ExperimentId experiment, long position, int limit) {
        return jdbc.call(
                "reading events of experiment " + experiment,
                handle -> handle.createQuery("""
                        select position, experiment_id, run_id, kind, payload::text, created_at from run_event
                        where experiment_id = :experiment and position < :position
                        order by position desc limit :limit""")
                        .bind("experiment", experiment.value())
                        .bind("position", position)
                        .bind("limit", limit)
                        .map((row, context) -> EventSql.event(row, json))
                        .list());
    }

    /** Published events of an experiment after a position, oldest first. */
    public List<RunEvent> after(ExperimentId experiment, long position, int limit) {
        return jdbc.call(
                "reading events of experiment " + experiment,
                handle -> handle.createQuery("""
                        select position, experiment_id, run_id, kind, payload::text, created_at from run_event
                        where experiment_id = :experiment and position > :position order by position limit :limit""")
                        .bind("experiment", experiment.value())
                        .bind("position", position)
                        .bind("limit", limit)
                        .map((row, context) -> EventSql.event(row, json))
                        .list());
    }
}
