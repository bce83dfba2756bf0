package dev.cairn.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.events.Events;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.Transactions;
import dev.cairn.spec.Labels;
import dev.cairn.spec.RetentionSpec;
import dev.cairn.spec.Tags;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The changes to an experiment and its runs that are allowed after submission, and the revisions that detect conflicts.
 */
@Singleton
public final class ExperimentEdits {
    private final Transactions transactions;
    private final Events events;
    private final ObjectMapper json;

    public ExperimentEdits(Transactions transactions, Events events, ObjectMapper json) {
        this.transactions = transactions;
        this.events = events;
        this.json = json;
    }

    /** The revision of an experiment with its runs; empty if there is no such experiment. */
    public Optional<Revision> revision(ExperimentId id) {
        return transactions.jdbc().call("reading the revision of experiment " + id, handle -> revision(handle, id));
    }

    /** The revision of a run; empty if there is no such run. */
    public Optional<Revision> revision(RunId id) {
        return transactions.read(
                "reading the revision of run " + id,
                session -> new RunRepository_(session).find(id.value()).map(RunRow::revision));
    }

    /**
     * Changes an experiment's name, notes and tags, with whom it is shared, and what is kept of it.
     *
     * @return whether the experiment exists
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws InvalidInputException if a name, notes, a tag or a rule is not allowed
     */
    public boolean change(ExperimentId id, ExpectedRevision expected, ExperimentEdit edit) {
        Labels.require(edit.name(), edit.notes());
        return transactions.edit("changing experiment " + id, (session, handle) -> {
            ExperimentRepository experiments = new ExperimentRepository_(session);
            Optional<ExperimentRow> found = experiments.find(id.value());
            Optional<Revision> current = revision(handle, id);
            if (found.isEmpty() || current.isEmpty()) {
                return false;
            }
            ExperimentRow row = found.get();
            if (!expected.allows(current.get())) {
                throw new RevisionMismatchException("experiment " + id);
            }
            Tags tags = read(id, row.tags);
            Tags changed = edit.tags() == null ? tags : tags.with(edit.tags());
            boolean shared = edit.shared() == null ? row.shared : edit.shared();
            RetentionSpec rules = rules(id, row.retention);
            RetentionSpec changedRules = edit.retention() == null ? rules : rules.with(edit.retention());
            String name = edit.name() == null ? row.name : edit.name();
            String notes = edit.notes() == null ? row.notes : edit.notes();
            Map<String, Boolean> differs = new LinkedHashMap<>();
            differs.put("name", !name.equals(row.name));
            differs.put("notes", !notes.equals(row.notes));
            differs.put("shared", shared != row.shared);
            differs.put("retention", !changedRules.equals(rules));
            List<String> fields = differs.keySet().stream().filter(differs::get).toList();
            if (fields.isEmpty() && changed.equals(tags)) {
                return true;
            }
            row.retention = changedRules.equals(RetentionSpec.NONE)
                    ? null
                    : json.valueToTree(changedRules).toString();
            JsonNode written = json.valueToTree(changed.byKey());
            row.tags = written.toString();
            row.shared = shared;
            row.name = name;
            row.notes = notes;
            experiments.update(row);
            if (!changed.equals(tags)) {
                events.experimentTags(handle, id, written);
            }
            if (!fields.isEmpty()) {
                events.experimentEdited(handle, id, fields);
            }
            return true;
        });
    }

    /**
     * Changes where and when a run is executed, while it has no owner.
     *
     * @return whether the run exists
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws RefusedException if it has an owner or has ended, or its spec names an engine or worker of another pool
     * @throws InvalidInputException naming the pools that exist, if the new one does not
     */
    public boolean requeue(RunId id, ExpectedRevision expected, RunEdit edit) {
        return transactions.edit("changing run " + id, (session, handle) -> {
            if (edit.pool() != null) {
                Pools.require(handle, edit.pool());
            }
            RunRepository runs = new RunRepository_(session);
            Optional<RunRow> found = runs.find(id.value());
            if (found.isEmpty()) {
                return false;
            }
            RunRow row = found.get();
            if (!expected.allows(row.revision())) {
                throw new RevisionMismatchException("run " + id);
            }
            if (edit.pool() != null) {
                Pools.requireServicesOf(handle, id, edit.pool());
            }
            row.apply(edit);
            runs.update(row);
            events.runEdited(handle, id);
            return true;
        });
    }

    /** The revision, which changes with the experiment's own row and with each of its runs. */
    static Optional<Revision> revision(Handle handle, ExperimentId id) {
        return handle.createQuery("""
                        select e.version || '.' || (select coalesce(sum(r.version + 1), 0) from run r
                            where r.experiment_id = e.id)
                        from experiment e where e.id = :id and e.deleted_at is null""")
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne()
                .map(Revision::new);
    }

    private RetentionSpec rules(ExperimentId id, @Nullable String stored) {
        try {
            return RetentionSpec.read(stored, json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the rules for retention of experiment " + id + " can't be read", e);
        }
    }

    private Tags read(ExperimentId id, String tags) {
        try {
            return Tags.read(tags, json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the tags of experiment " + id + " can't be read", e);
        }
    }
}
