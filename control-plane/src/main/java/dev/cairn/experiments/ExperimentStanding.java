package dev.cairn.experiments;

import dev.cairn.experiments.RunVerb.Effect;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether an operation on many experiments changes one of them.
 *
 * @param tags as stored
 * @param hasRunsToChange whether the operation changes at least one of its runs
 */
record ExperimentStanding(
        ExperimentId id,
        String owner,
        ExperimentState state,
        @Nullable Instant archivedAt,
        String tags,
        Changeable hasRunsToChange) {
    /** Whether an operation on runs finds one to change. */
    enum Changeable {
        SOME_RUN,
        NO_RUN
    }

    /** Retries concern only the newest run of each name; other operations concern any run in the right state. */
    static List<ExperimentStanding> read(Handle handle, ExperimentVerb verb, List<ExperimentId> ids) {
        return handle.createQuery("""
                        select e.id, e.owner, s.state, e.archived_at, e.tags::text, exists (select from run r
                            where r.experiment_id = e.id and r.state = any (:states) and (not :newest or not exists (
                                select from run n where n.experiment_id = e.id and n.name = r.name
                                    and n.generation > r.generation))) as changeable
                        from experiment e join experiment_summary s on s.experiment_id = e.id
                        where e.id = any (:ids) and e.deleted_at is null order by e.id""")
                .bindArray(
                        "ids", Long.class, ids.stream().map(ExperimentId::value).toList())
                .bindArray("states", String.class, verb.changedStates())
                .bind("newest", verb == ExperimentVerb.RETRY)
                .map((row, context) -> standing(row))
                .list();
    }

    private static ExperimentStanding standing(ResultSet row) throws SQLException {
        return new ExperimentStanding(
                new ExperimentId(row.getLong("id")),
                row.getString("owner"),
                ExperimentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Columns.instantOrNull(row, "archived_at"),
                row.getString("tags"),
                row.getBoolean("changeable") ? Changeable.SOME_RUN : Changeable.NO_RUN);
    }

    /** The effect of an operation that concerns runs. */
    Effect ofRuns(ExperimentVerb verb) {
        if (verb == ExperimentVerb.RETRY && archivedAt != null) {
            return new Effect.Refused("it is archived; unarchive it first");
        }
        if (hasRunsToChange == Changeable.SOME_RUN) {
            return new Effect.Changes();
        }
        if (verb == ExperimentVerb.RETRY) {
            return new Effect.Refused("none of its runs failed or was cancelled");
        }
        String now = "it is " + (state.isFinal() ? "over (" + state.wireName() + ")" : state.wireName());
        boolean wanted = switch (verb) {
            case PAUSE -> state == ExperimentState.PAUSED;
            case CANCEL -> state == ExperimentState.CANCELLING || state == ExperimentState.CANCELLED;
            case RESUME -> !state.isFinal() && state != ExperimentState.CANCELLING;
            case RETRY, ARCHIVE, UNARCHIVE, TAG -> false;
        };
        return wanted
                ? new Effect.Unchanged(now)
                : new Effect.Refused(now + ": no run of it can be " + verb.pastParticiple());
    }

    /** The effect of archiving it. */
    Effect ofArchiving() {
        if (archivedAt != null) {
            return new Effect.Unchanged("it is archived");
        }
        return state.isFinal()
                ? new Effect.Changes()
                : new Effect.Refused("it is " + state.wireName() + "; cancel it or wait for its end");
    }

    /** The effect of taking it out of the archive. */
    Effect ofUnarchiving() {
        return archivedAt == null ? new Effect.Unchanged("it is not archived") : new Effect.Changes();
    }
}
