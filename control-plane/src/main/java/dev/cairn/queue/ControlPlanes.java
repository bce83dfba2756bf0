package dev.cairn.queue;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/** The control planes that share the database, each in its row for as long as it lives. */
@Singleton
public final class ControlPlanes {
    /** One that was not seen for so long counts as dead. */
    public static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    private final Queries queries;

    /**
     * One control plane.
     *
     * @param id unique to its life
     * @param students it can train side by side
     * @param accelerators it has
     */
    public record ControlPlane(String id, String host, long pid, Set<String> pools, int students, int accelerators) {
        public ControlPlane {
            pools = Set.copyOf(pools);
        }
    }

    /** What it does with the queue. */
    public enum State {
        CLAIMING,
        DRAINING;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public ControlPlanes(DataSource database) {
        this.queries = new Queries(database);
    }

    /** Says that a control plane lives, and removes those that have been dead for a day. */
    public void seen(ControlPlane plane, State state) {
        queries.inTransaction("saying that this control plane lives", connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into control_plane (id, host, pid, pools, students, accelerators, state)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (id) do update set seen_at = now(), state = excluded.state""")) {
                upsert.setString(1, plane.id());
                upsert.setString(2, plane.host());
                upsert.setLong(3, plane.pid());
                upsert.setArray(
                        4, connection.createArrayOf("text", plane.pools().toArray()));
                upsert.setInt(5, plane.students());
                upsert.setInt(6, plane.accelerators());
                upsert.setString(7, state.word());
                upsert.executeUpdate();
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from control_plane where seen_at < now() - interval '1 day'")) {
                delete.executeUpdate();
            }
            return true;
        });
    }

    /** It ends cleanly. */
    public void left(ControlPlane plane) {
        queries.inTransaction("leaving", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from control_plane where id = ?")) {
                delete.setString(1, plane.id());
                return delete.executeUpdate();
            }
        });
    }
}
