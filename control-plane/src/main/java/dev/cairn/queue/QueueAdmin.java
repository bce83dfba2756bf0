package dev.cairn.queue;

import dev.cairn.base.RefusedException;
import dev.cairn.jdbc.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The operators' settings of the queue: its gate, pools and quotas. */
@Singleton
public final class QueueAdmin {
    private final Transactions transactions;

    public QueueAdmin(Transactions transactions) {
        this.transactions = transactions;
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
        return read("reading the queue's state", rows -> Gate.of(rows.control(true).state));
    }

    /** Opens, pauses or drains the whole queue. */
    public Gate gate(Gate gate) {
        return edit("changing the queue's state", rows -> {
            QueueControlRow row = rows.control(true);
            row.state = gate.wireName();
            rows.update(row);
            return gate;
        });
    }

    public List<Pool> pools() {
        return read(
                "reading pools",
                rows -> rows.pools().stream().map(PoolRow::shown).toList());
    }

    public Optional<Pool> pool(String name) {
        return read("reading pool " + name, rows -> rows.pool(name).map(PoolRow::shown));
    }

    /** Creates or changes a pool. */
    public Pool put(Pool pool) {
        return edit("writing pool " + pool.name(), rows -> {
            Optional<PoolRow> stored = rows.pool(pool.name());
            stored.ifPresent(row -> row.apply(pool));
            return stored.map(rows::update)
                    .orElseGet(() -> rows.insert(new PoolRow(pool)))
                    .shown();
        });
    }

    /**
     * Removes a pool that is not used by any run.
     *
     * @throws RefusedException if a run uses it
     */
    public boolean removePool(String name) {
        return transactions.edit("removing pool " + name, (session, handle) -> {
            requireUnused(handle, name);
            AdminRepository rows = new AdminRepository_(session);
            Optional<PoolRow> stored = rows.pool(name);
            stored.ifPresent(rows::delete);
            return stored.isPresent();
        });
    }

    private static void requireUnused(Handle handle, String pool) {
        long runs = handle.createQuery("select count(*) from run where pool = :name")
                .bind("name", pool)
                .mapTo(Long.class)
                .one();
        if (runs > 0) {
            throw new RefusedException("pool " + pool + " is used by " + (runs == 1 ? "1 run" : runs + " runs")
                    + " and stays in the history; pause it instead");
        }
        List<String> services = handle.createQuery(
                        "select kind || ' ' || name from registered_service where pool = :name")
                .bind("name", pool)
                .mapTo(String.class)
                .list();
        if (!services.isEmpty()) {
            throw new RefusedException(
                    "pool " + pool + " is used by " + String.join(", ", services) + "; move or remove those first");
        }
    }

    public List<Quota> quotas() {
        return read(
                "reading quotas",
                rows -> rows.quotas().stream().map(QuotaRow::shown).toList());
    }

    /** Sets an owner's quota. */
    public Quota put(Quota quota) {
        return edit("writing the quota of " + quota.owner(), rows -> {
            Optional<QuotaRow> stored = rows.quota(quota.owner());
            stored.ifPresent(row -> row.maxRunning = quota.maxRunning());
            return stored.map(rows::update)
                    .orElseGet(() -> rows.insert(new QuotaRow(quota)))
                    .shown();
        });
    }

    /** Removes an owner's quota. */
    public boolean removeQuota(String owner) {
        return edit("removing the quota of " + owner, rows -> {
            Optional<QuotaRow> stored = rows.quota(owner);
            stored.ifPresent(rows::delete);
            return stored.isPresent();
        });
    }

    private <T> T read(String what, Function<AdminRepository, T> work) {
        return transactions.read(what, session -> work.apply(new AdminRepository_(session)));
    }

    private <T> T edit(String what, Function<AdminRepository, T> work) {
        return transactions.edit(what, (session, handle) -> work.apply(new AdminRepository_(session)));
    }
}
