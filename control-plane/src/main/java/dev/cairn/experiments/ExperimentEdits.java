package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.events.Events;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Queries;
import dev.cairn.spec.InvalidSpecException;
import dev.cairn.spec.Tags;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people may change about an experiment after it was submitted, and the revisions that tell collisions apart. */
@Singleton
public final class ExperimentEdits {
    /** An experiment's revision moves with its own row and with every one of its runs. */
    private static final String REVISION = """
            select e.version, (select coalesce(sum(r.version + 1), 0) from run r where r.experiment_id = e.id)
            from experiment e where e.id = ?""";

    private final Queries queries;
    private final Events events;
    private final ObjectMapper json;

    public ExperimentEdits(DataSource database, Events events, ObjectMapper json) {
        this.queries = new Queries(database);
        this.events = events;
        this.json = json;
    }

    /** The revision of an experiment with its runs; empty if there is no such experiment. */
    public Optional<Revision> revision(ExperimentId id) {
        return queries.inTransaction(connection -> revision(connection, REVISION, id.value()));
    }

    /** The revision of a run; empty if there is no such run. */
    public Optional<Revision> revision(RunId id) {
        return queries.inTransaction(connection -> revisionOf(connection, id));
    }

    static Optional<Revision> revisionOf(Connection connection, RunId id) throws SQLException {
        return revision(connection, "select 0, version from run where id = ?", id.value());
    }

    /**
     * Lays changes over an experiment's tags; a null takes one away.
     *
     * @return whether there is such an experiment
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws InvalidSpecException if a tag is not allowed
     */
    public boolean changeTags(ExperimentId id, ExpectedRevision expected, Map<String, @Nullable String> changes) {
        return queries.inTransaction(connection -> {
            Optional<Tags> tags = locked(connection, id);
            if (tags.isEmpty()) {
                return false;
            }
            Revision current =
                    revision(connection, REVISION, id.value()).orElseThrow(() -> new RevisionMismatchException(id));
            if (!expected.allows(current)) {
                throw new RevisionMismatchException(id);
            }
            Tags changed = tags.get().with(changes);
            if (!changed.equals(tags.get())) {
                write(connection, id, changed);
            }
            return true;
        });
    }

    private Optional<Tags> locked(Connection connection, ExperimentId id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select tags::text from experiment where id = ? for no key update")) {
            select.setLong(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Tags.read(row.getString(1), json)) : Optional.empty();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the tags of experiment " + id + " can't be read", e);
            }
        }
    }

    private void write(Connection connection, ExperimentId id, Tags tags) throws SQLException {
        var written = json.valueToTree(tags.byKey());
        try (PreparedStatement update = connection.prepareStatement(
                "update experiment set tags = ?::jsonb, version = version + 1 where id = ?")) {
            update.setString(1, written.toString());
            update.setLong(2, id.value());
            update.executeUpdate();
        }
        events.experimentTags(connection, id, written);
    }

    private static Optional<Revision> revision(Connection connection, String query, long id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Revision.of(row.getLong(1), row.getLong(2))) : Optional.empty();
            }
        }
    }
}
