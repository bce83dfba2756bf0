package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.spec.InvalidSpecException;
import dev.cairn.spec.Tags;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people may change about an experiment after it was submitted, and the revisions that tell collisions apart. */
@Singleton
public final class ExperimentEdits {
    /** An experiment's revision moves with its own row and with every one of its runs. */
    private static final String REVISION = """
            select e.version as own,
                (select coalesce(sum(r.version + 1), 0) from run r where r.experiment_id = e.id) as runs
            from experiment e where e.id = :id""";

    private final JdbcRunner jdbc;
    private final Events events;
    private final ObjectMapper json;

    public ExperimentEdits(JdbcRunner jdbc, Events events, ObjectMapper json) {
        this.jdbc = jdbc;
        this.events = events;
        this.json = json;
    }

    /** The revision of an experiment with its runs; empty if there is no such experiment. */
    public Optional<Revision> revision(ExperimentId id) {
        return jdbc.call("reading the revision of experiment " + id, handle -> revision(handle, REVISION, id.value()));
    }

    /** The revision of a run; empty if there is no such run. */
    public Optional<Revision> revision(RunId id) {
        return jdbc.call("reading the revision of run " + id, handle -> revisionOf(handle, id));
    }

    static Optional<Revision> revisionOf(Handle handle, RunId id) {
        return revision(handle, "select 0 as own, version as runs from run where id = :id", id.value());
    }

    /**
     * Lays changes over an experiment's tags; a null takes one away.
     *
     * @return whether there is such an experiment
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws InvalidSpecException if a tag is not allowed
     */
    public boolean changeTags(ExperimentId id, ExpectedRevision expected, Map<String, @Nullable String> changes) {
        return jdbc.inTransaction("changing the tags of experiment " + id, handle -> {
            Optional<Tags> tags = locked(handle, id);
            if (tags.isEmpty()) {
                return false;
            }
            Revision current =
                    revision(handle, REVISION, id.value()).orElseThrow(() -> new RevisionMismatchException(id));
            if (!expected.allows(current)) {
                throw new RevisionMismatchException(id);
            }
            Tags changed = tags.get().with(changes);
            if (!changed.equals(tags.get())) {
                write(handle, id, changed);
            }
            return true;
        });
    }

    private Optional<Tags> locked(Handle handle, ExperimentId id) {
        return handle.createQuery("select tags::text from experiment where id = :id for no key update")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .map(tags -> read(id, tags));
    }

    private Tags read(ExperimentId id, String tags) {
        try {
            return Tags.read(tags, json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the tags of experiment " + id + " can't be read", e);
        }
    }

    private void write(Handle handle, ExperimentId id, Tags tags) {
        var written = json.valueToTree(tags.byKey());
        handle.createUpdate("update experiment set tags = :tags::jsonb, version = version + 1 where id = :id")
                .bind("tags", written.toString())
                .bind("id", id.value())
                .execute();
        events.experimentTags(handle, id, written);
    }

    private static Optional<Revision> revision(Handle handle, String query, long id) {
        return handle.createQuery(query)
                .bind("id", id)
                .map((row, context) -> Revision.of(row.getLong("own"), row.getLong("runs")))
                .findOne();
    }
}
