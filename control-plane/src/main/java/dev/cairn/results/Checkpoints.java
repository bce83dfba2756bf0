package dev.cairn.results;

import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Reads checkpoints from rows of {@code path, sha256, optimizer_steps}. */
final class Checkpoints {
    static final RowMapper<Checkpoint> ROW = (row, context) -> new Checkpoint(
            new PolicyRef(StorageRoot.DURABLE, row.getString("path"), row.getString("sha256")),
            row.getInt("optimizer_steps"));

    private Checkpoints() {}

    /** @param query with the parameter {@code run} */
    static Optional<Checkpoint> one(JdbcRunner jdbc, String query, long run) {
        return jdbc.call(
                ResultReader.READING,
                handle -> handle.createQuery(query).bind("run", run).map(ROW).findOne());
    }
}
