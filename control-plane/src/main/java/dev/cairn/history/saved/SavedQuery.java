package dev.cairn.history.saved;

import java.time.Instant;
import java.util.List;

/**
 * A query that is kept under a name.
 *
 * @param version raised by each change
 * @param owner who saved it
 * @param parameters the types of all that occur in the SQL
 * @param shared whether everyone may read and run it; each still sees only their own and shared experiments
 */
public record SavedQuery(
        long id,
        int version,
        String owner,
        String name,
        String description,
        String sql,
        List<SavedParameter> parameters,
        boolean shared,
        Instant createdAt,
        Instant changedAt) {}
