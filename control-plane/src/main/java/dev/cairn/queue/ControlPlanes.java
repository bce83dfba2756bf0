package dev.cairn.queue;

import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** The control planes that share the database, one row each for as long as it lives. */
@Singleton
public final class ControlPlanes {
    /** A control plane without a heartbeat for this long counts as dead. */
    public static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    private final JdbcRunner jdbc;

    /**
     * One control plane.
     *
     * @param id unique per process
     * @param trainingSlots number of students that it can train in parallel
     * @param accelerators number of accelerators
     */
    public record ControlPlane(
            String id, String host, long pid, Set<String> pools, int trainingSlots, int accelerators) {
        public ControlPlane {
            pools = Set.copyOf(pools);
        }
    }

    /** Whether it claims runs. */
    public enum State {
        CLAIMING,
        /** It is shutting down: runs in progress may finish their units. */
        DRAINING;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public ControlPlanes(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /** Records a heartbeat, and removes control planes that have been dead for a day. */
    public void heartbeat(ControlPlane plane, State state) {
        jdbc.inTransaction("sending this control plane's heartbeat", handle -> {
            handle.createUpdate("""
                            insert into control_plane (id, host, pid, pools, training_slots, accelerators, state)
                            values (:id, :host, :pid, :pools, :trainingSlots, :accelerators, :state)
                            on conflict (id) do update set seen_at = now(), state = excluded.state""")
                    .bind("id", plane.id())
                    .bind("host", plane.host())
                    .bind("pid", plane.pid())
                    .bindArray("pools", String.class, plane.pools())
                    .bind("trainingSlots", plane.trainingSlots())
                    .bind("accelerators", plane.accelerators())
                    .bind("state", state.wireName())
                    .execute();
            return handle.execute("delete from control_plane where seen_at < now() - interval '1 day'");
        });
    }

    /** Deregisters a control plane on a clean shutdown. */
    public void deregister(ControlPlane plane) {
        jdbc.call(
                "leaving",
                handle -> handle.createUpdate("delete from control_plane where id = :id")
                        .bind("id", plane.id())
                        .execute());
    }
}
