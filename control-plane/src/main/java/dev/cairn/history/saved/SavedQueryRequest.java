package dev.cairn.history.saved;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query to save, or the changes of a saved one, in which what is absent stays as it is.
 *
 * @param name needed for a new one; unique among its owner's
 * @param sql needed for a new one
 * @param parameters the types of all that occur in the SQL
 */
public record SavedQueryRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String sql,
        @Nullable List<SavedParameter> parameters,
        @Nullable Boolean shared) {
    /** What is given here, and otherwise what was before. */
    SavedQueryRequest over(SavedQuery before) {
        return new SavedQueryRequest(
                name == null ? before.name() : name,
                description == null ? before.description() : description,
                sql == null ? before.sql() : sql,
                parameters == null ? before.parameters() : parameters,
                shared == null ? before.shared() : shared);
    }
}
