package dev.cairn.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A row of the table pool. */
@Entity
@Table(name = "pool")
class PoolRow {
    @Id
    String name;

    @Version
    int version;

    String state;

    @Column(name = "training_slots")
    @Nullable
    Integer trainingSlots;

    @SuppressWarnings("NullAway.Init")
    protected PoolRow() {}

    PoolRow(QueueAdmin.Pool pool) {
        this.name = pool.name();
        this.state = pool.state().wireName();
        this.trainingSlots = pool.trainingSlots();
    }

    void apply(QueueAdmin.Pool pool) {
        state = pool.state().wireName();
        trainingSlots = pool.trainingSlots();
    }

    QueueAdmin.Pool shown() {
        return new QueueAdmin.Pool(name, Gate.of(state), trainingSlots);
    }
}
