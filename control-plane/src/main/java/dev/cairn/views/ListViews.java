package dev.cairn.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.NameTakenException;
import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.jdbc.Transactions;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Views that are kept under names; everyone sees their own and shared ones, admins all. */
@Singleton
public final class ListViews {
    private static final TypeReference<List<String>> COLUMNS = new TypeReference<>() {};

    private final Transactions transactions;
    private final ObjectMapper json;

    public ListViews(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /**
     * Saves a new view.
     *
     * @throws InvalidInputException if a field is not valid
     * @throws NameTakenException if the person has one of this name
     */
    public ListView save(ViewOwner owner, ListViewRequest request) {
        ListViewChecks.check(request);
        return transactions.edit("saving a view", (session, handle) -> {
            ListViewRepository rows = new ListViewRepository_(session);
            requireFree(rows, owner.name(), request, null);
            Instant now = Transactions.now(handle);
            ListViewRow row = new ListViewRow(owner.name(), now);
            apply(row, request, now);
            return shown(rows.insert(row));
        });
    }

    /** By name: the person's own and shared ones; all for an admin. */
    public List<ListView> list(ViewOwner viewer) {
        return transactions.read(
                "listing views",
                session -> new ListViewRepository_(session)
                        .all().stream().filter(viewer::sees).map(this::shown).toList());
    }

    /** Empty if there is no such view, or the person may not see it. */
    public Optional<ListView> find(ViewOwner viewer, long id) {
        return transactions.read(
                "reading view " + id,
                session -> new ListViewRepository_(session)
                        .find(id)
                        .filter(viewer::sees)
                        .map(this::shown));
    }

    /**
     * Changes a view; empty if there is no such view that the person may see.
     *
     * @param expected whether a version may be replaced
     * @throws RevisionMismatchException if it has another version
     * @throws RefusedException if it is another person's
     */
    public Optional<ListView> change(ViewOwner viewer, long id, IntPredicate expected, ListViewRequest request) {
        return transactions.edit("changing view " + id, (session, handle) -> {
            ListViewRepository rows = new ListViewRepository_(session);
            Optional<ListViewRow> found = rows.find(id).filter(viewer::sees);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            ListViewRow row = found.get();
            requireOwn(row, viewer);
            if (!expected.test(row.version)) {
                throw new RevisionMismatchException("view " + id);
            }
            ListViewRequest wanted = request.over(shown(row));
            ListViewChecks.check(wanted);
            requireFree(rows, row.owner, wanted, id);
            apply(row, wanted, Transactions.now(handle));
            return Optional.of(shown(rows.update(row)));
        });
    }

    /** Deletes a view; returns whether there was one that the person may see. */
    public boolean delete(ViewOwner viewer, long id) {
        return transactions.edit("deleting view " + id, (session, handle) -> {
            ListViewRepository rows = new ListViewRepository_(session);
            Optional<ListViewRow> found = rows.find(id).filter(viewer::sees);
            found.ifPresent(row -> {
                requireOwn(row, viewer);
                rows.delete(row);
            });
            return found.isPresent();
        });
    }

    private static void requireFree(ListViewRepository rows, String owner, ListViewRequest wanted, @Nullable Long own) {
        String name = String.valueOf(wanted.name());
        if (rows.named(owner, name).filter(row -> !Objects.equals(row.id, own)).isPresent()) {
            throw new NameTakenException(owner + " has a view called '" + name + "' already");
        }
    }

    private static void requireOwn(ListViewRow row, ViewOwner viewer) {
        if (!viewer.changes(row)) {
            throw new RefusedException("view " + row.id + " is " + row.owner + "'s; save a copy to change it");
        }
    }

    private void apply(ListViewRow row, ListViewRequest wanted, Instant now) {
        row.name = String.valueOf(wanted.name());
        row.filter = wanted.filter() == null ? "" : wanted.filter();
        row.sort = wanted.sort() == null ? "" : wanted.sort();
        row.columns = json.valueToTree(wanted.columns() == null ? List.of() : wanted.columns())
                .toString();
        row.shared = Boolean.TRUE.equals(wanted.shared());
        row.changedAt = now;
    }

    private ListView shown(ListViewRow row) {
        try {
            return new ListView(
                    Objects.requireNonNull(row.id),
                    row.version,
                    row.owner,
                    row.name,
                    row.filter,
                    row.sort,
                    json.readValue(row.columns, COLUMNS),
                    row.shared,
                    row.createdAt,
                    row.changedAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the columns of view " + row.id + " can't be read", e);
        }
    }
}
