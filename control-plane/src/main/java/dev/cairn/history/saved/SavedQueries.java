package dev.cairn.history.saved;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.jdbc.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Queries that are kept under names; everyone sees their own and shared ones, admins all. */
@Singleton
public final class SavedQueries {
    private static final TypeReference<List<SavedParameter>> PARAMETERS = new TypeReference<>() {};

    private final Transactions transactions;
    private final ObjectMapper json;

    public SavedQueries(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Saves a new query.
     *
     * @throws InvalidInputException if a field is not valid
     * @throws NameTakenException if the person has one of this name
     */
    public SavedQuery save(Viewer owner, SavedQueryRequest request) {
        SavedQueryChecks.check(request);
        return transactions.edit("saving a query", (session, handle) -> {
            SavedQueryRepository rows = new SavedQueryRepository_(session);
            requireFree(rows, owner.name(), request, null);
            Instant now = Transactions.now(handle);
            SavedQueryRow row = new SavedQueryRow(owner.name(), now);
            apply(row, request, now);
            return shown(rows.insert(row));
        });
    }

    /** By name: the person's own and shared ones; all for an admin. */
    public List<SavedQuery> list(Viewer viewer) {
        return transactions.read(
                "listing saved queries",
                session -> new SavedQueryRepository_(session)
                        .all().stream()
                                .filter(row -> isVisible(row, viewer))
                                .map(this::shown)
                                .toList());
    }

    /** Empty if there is no such query, or the person may not see it. */
    public Optional<SavedQuery> find(Viewer viewer, long id) {
        return transactions.read(
                "reading saved query " + id,
                session -> new SavedQueryRepository_(session)
                        .find(id)
                        .filter(row -> isVisible(row, viewer))
                        .map(this::shown));
    }

    /**
     * Changes a query; empty if there is no such query that the person may see.
     *
     * @param expected whether a version may be replaced
     * @throws RevisionMismatchException if it has another version
     * @throws RefusedException if it is another person's
     */
    public Optional<SavedQuery> change(Viewer viewer, long id, IntPredicate expected, SavedQueryRequest request) {
        return transactions.edit("changing saved query " + id, (session, handle) -> {
            SavedQueryRepository rows = new SavedQueryRepository_(session);
            Optional<SavedQueryRow> found = rows.find(id).filter(row -> isVisible(row, viewer));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            SavedQueryRow row = found.get();
            requireOwn(row, viewer);
            if (!expected.test(row.version)) {
                throw new RevisionMismatchException("saved query " + id);
            }
            SavedQueryRequest wanted = request.over(shown(row));
            SavedQueryChecks.check(wanted);
            requireFree(rows, row.owner, wanted, id);
            apply(row, wanted, Transactions.now(handle));
            return Optional.of(shown(rows.update(row)));
        });
    }

    /** Deletes a query; returns whether there was one that the person may see. */
    public boolean delete(Viewer viewer, long id) {
        return transactions.edit("deleting saved query " + id, (session, handle) -> {
            SavedQueryRepository rows = new SavedQueryRepository_(session);
            Optional<SavedQueryRow> found = rows.find(id).filter(row -> isVisible(row, viewer));
            found.ifPresent(row -> {
                requireOwn(row, viewer);
                rows.delete(row);
            });
            return found.isPresent();
        });
    }

    /** The request that runs a saved query with some values, and the defaults of the other parameters. */
    public QueryRequest run(SavedQuery query, SavedQueryRun run) {
        return new QueryRequest(query.sql(), SavedQueryChecks.values(query, run.values()), run.limit(), null);
    }

    private static void requireFree(
            SavedQueryRepository rows, String owner, SavedQueryRequest wanted, @Nullable Long own) {
        String name = String.valueOf(wanted.name());
        if (rows.named(owner, name).filter(row -> !Objects.equals(row.id, own)).isPresent()) {
            throw new NameTakenException(owner + " has a saved query called '" + name + "' already");
        }
    }

    private static void requireOwn(SavedQueryRow row, Viewer viewer) {
        if (viewer.sight() != Sight.ALL && !row.owner.equals(viewer.name())) {
            throw new RefusedException("saved query " + row.id + " is " + row.owner + "'s; save a copy to change it");
        }
    }

    private static boolean isVisible(SavedQueryRow row, Viewer viewer) {
        return row.shared || viewer.sight() == Sight.ALL || row.owner.equals(viewer.name());
    }

    private void apply(SavedQueryRow row, SavedQueryRequest wanted, Instant now) {
        row.name = String.valueOf(wanted.name());
        row.description = wanted.description() == null ? "" : wanted.description();
        row.sql = String.valueOf(wanted.sql());
        row.parameters = json.valueToTree(wanted.parameters() == null ? List.of() : wanted.parameters())
                .toString();
        row.shared = Boolean.TRUE.equals(wanted.shared());
        row.changedAt = now;
    }

    private SavedQuery shown(SavedQueryRow row) {
        try {
            return new SavedQuery(
                    Objects.requireNonNull(row.id),
                    row.version,
                    row.owner,
                    row.name,
                    row.description,
                    row.sql,
                    json.readValue(row.parameters, PARAMETERS),
                    row.shared,
                    row.createdAt,
                    row.changedAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the parameters of saved query " + row.id + " can't be read", e);
        }
    }
}
