package dev.cairn.queue;

import dev.cairn.experiments.RefusedException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What operators set: the queue's gate, pools and quotas. */
@Singleton
public final class QueueAdmin {
    private final Queries queries;

    public QueueAdmin(DataSource database) {
        this.queries = new Queries(database);
    }

    /**
     * A set of engines and trainers.
     *
     * @param students side by side over all control planes that serve it; absent: as many as they bring
     */
    public record Pool(String name, Gate state, @Nullable Integer students) {}

    /**
     * What one owner may have.
     *
     * @param running runs at a time
     */
    public record Quota(String owner, int running) {}

    public Gate gate() {
        return queries.inTransaction("reading the queue's state", connection -> {
            try (PreparedStatement select = connection.prepareStatement("select state from queue_control");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return Gate.of(row.getString(1));
            }
        });
    }

    /** Opens, pauses or drains the whole queue. */
    public Gate gate(Gate gate) {
        return queries.inTransaction("changing the queue's state", connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update queue_control set state = ?, version = version + 1")) {
                update.setString(1, gate.word());
                update.executeUpdate();
                return gate;
            }
        });
    }

    public List<Pool> pools() {
        return queries.inTransaction("reading pools", connection -> pools(connection, null));
    }

    public Optional<Pool> pool(String name) {
        return queries.inTransaction(
                "reading a pool", connection -> pools(connection, name).stream().findFirst());
    }

    private static List<Pool> pools(Connection connection, @Nullable String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select name, state, students from pool where ?::text is null or name = ? order by name")) {
            select.setString(1, name);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                List<Pool> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(
                            new Pool(rows.getString(1), Gate.of(rows.getString(2)), rows.getObject(3, Integer.class)));
                }
                return found;
            }
        }
    }

    /** Makes a pool or changes it. */
    public Pool put(Pool pool) {
        return queries.inTransaction("writing pool " + pool.name(), connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into pool (name, state, students) values (?, ?, ?)
                    on conflict (name) do update set state = excluded.state, students = excluded.students,
                        version = pool.version + 1""")) {
                upsert.setString(1, pool.name());
                upsert.setString(2, pool.state().word());
                upsert.setObject(3, pool.students(), Types.INTEGER);
                upsert.executeUpdate();
                return pool;
            }
        });
    }

    /**
     * Removes a pool that no run names.
     *
     * @throws RefusedException if one does
     */
    public boolean removePool(String name) {
        return queries.inTransaction("removing pool " + name, connection -> {
            try (PreparedStatement used =
                    connection.prepareStatement("select count(*) from run where pool = ? having count(*) > 0")) {
                used.setString(1, name);
                try (ResultSet row = used.executeQuery()) {
                    if (row.next()) {
                        throw new RefusedException("pool " + name + " is named by " + row.getLong(1)
                                + " runs, which keep it in the history; pause it instead");
                    }
                }
            }
            try (PreparedStatement used = connection.prepareStatement(
                    "select string_agg(kind || ' ' || name, ', ') from registered_service where pool = ?")) {
                used.setString(1, name);
                try (ResultSet row = used.executeQuery()) {
                    if (row.next() && row.getString(1) != null) {
                        throw new RefusedException(
                                "pool " + name + " is named by " + row.getString(1) + "; move or remove those first");
                    }
                }
            }
            try (PreparedStatement delete = connection.prepareStatement("delete from pool where name = ?")) {
                delete.setString(1, name);
                return delete.executeUpdate() == 1;
            }
        });
    }

    public List<Quota> quotas() {
        return queries.inTransaction("reading quotas", connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select owner, running from quota order by owner");
                    ResultSet rows = select.executeQuery()) {
                List<Quota> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Quota(rows.getString(1), rows.getInt(2)));
                }
                return found;
            }
        });
    }

    /** Sets what an owner may have. */
    public Quota put(Quota quota) {
        return queries.inTransaction("writing the quota of " + quota.owner(), connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into quota (owner, running) values (?, ?)
                    on conflict (owner) do update set running = excluded.running, version = quota.version + 1""")) {
                upsert.setString(1, quota.owner());
                upsert.setInt(2, quota.running());
                upsert.executeUpdate();
                return quota;
            }
        });
    }

    /** Lets an owner have as many as there is room for. */
    public boolean removeQuota(String owner) {
        return queries.inTransaction("removing the quota of " + owner, connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from quota where owner = ?")) {
                delete.setString(1, owner);
                return delete.executeUpdate() == 1;
            }
        });
    }
}
