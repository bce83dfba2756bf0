package dev.cairn.queue;

import dev.cairn.experiments.RefusedException;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** The operators' settings of the queue: its gate, pools and quotas. */
@Singleton
public final class QueueAdmin {
    private static final RowMapper<Pool> POOL = (row, context) -> new Pool(
            row.getString("name"), Gate.of(row.getString("state")), row.getObject("training_slots", Integer.class));

    private final JdbcRunner jdbc;

    public QueueAdmin(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A set of engines and trainers.
     *
     * @param trainingSlots side by side over all control planes that serve it; absent: as many as they bring
     */
    public record Pool(String name, Gate state, @Nullable Integer trainingSlots) {}

    /**
     * The quota of one owner.
     *
     * @param maxRunning runs in progress at a time
     */
    public record Quota(String owner, int maxRunning) {}

    public Gate gate() {
        return jdbc.call(
                "reading the queue's state",
                handle -> Gate.of(handle.select("select state from queue_control")
                        .mapTo(String.class)
                        .one()));
    }

    /** Opens, pauses or drains the whole queue. */
    public Gate gate(Gate gate) {
        return jdbc.inTransaction("changing the queue's state", handle -> {
            handle.createUpdate("update queue_control set state = :state, version = version + 1")
                    .bind("state", gate.word())
                    .execute();
            return gate;
        });
    }

    public List<Pool> pools() {
        return jdbc.call(
                "reading pools",
                handle -> handle.createQuery("select name, state, training_slots from pool order by name")
                        .map(POOL)
                        .list());
    }

    public Optional<Pool> pool(String name) {
        return jdbc.call(
                "reading a pool",
                handle -> handle.createQuery("select name, state, training_slots from pool where name = :name")
                        .bind("name", name)
                        .map(POOL)
                        .findOne());
    }

    /** Creates or changes a pool. */
    public Pool put(Pool pool) {
        return jdbc.inTransaction("writing pool " + pool.name(), handle -> {
            handle.createUpdate("""
                            insert into pool (name, state, training_slots) values (:name, :state, :trainingSlots)
                            on conflict (name) do update set state = excluded.state, training_slots = excluded.training_slots,
                                version = pool.version + 1""")
                    .bind("name", pool.name())
                    .bind("state", pool.state().word())
                    .bind("trainingSlots", pool.trainingSlots())
                    .execute();
            return pool;
        });
    }

    /**
     * Removes a pool that is not used by any run.
     *
     * @throws RefusedException if a run uses it
     */
    public boolean removePool(String name) {
        return jdbc.inTransaction("removing pool " + name, handle -> {
            long runs = handle.createQuery("select count(*) from run where pool = :name")
                    .bind("name", name)
                    .mapTo(Long.class)
                    .one();
            if (runs > 0) {
                throw new RefusedException(
                        "pool " + name + " is used by " + runs + " runs and stays in their history; pause it instead");
            }
            List<String> services = handle.createQuery(
                            "select kind || ' ' || name from registered_service where pool = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .list();
            if (!services.isEmpty()) {
                throw new RefusedException(
                        "pool " + name + " is used by " + String.join(", ", services) + "; move or remove those first");
            }
            return handle.createUpdate("delete from pool where name = :name")
                            .bind("name", name)
                            .execute()
                    == 1;
        });
    }

    public List<Quota> quotas() {
        return jdbc.call(
                "reading quotas",
                handle -> handle.createQuery("select owner, max_running from quota order by owner")
                        .map((row, context) -> new Quota(row.getString("owner"), row.getInt("max_running")))
                        .list());
    }

    /** Sets an owner's quota. */
    public Quota put(Quota quota) {
        return jdbc.inTransaction("writing the quota of " + quota.owner(), handle -> {
            handle.createUpdate("""
                            insert into quota (owner, max_running) values (:owner, :maxRunning)
                            on conflict (owner) do update set max_running = excluded.max_running,
                                version = quota.version + 1""")
                    .bind("owner", quota.owner())
                    .bind("maxRunning", quota.maxRunning())
                    .execute();
            return quota;
        });
    }

    /** Removes an owner's quota. */
    public boolean removeQuota(String owner) {
        return jdbc.call(
                "removing the quota of " + owner,
                handle -> handle.createUpdate("delete from quota where owner = :owner")
                                .bind("owner", owner)
                                .execute()
                        == 1);
    }
}
