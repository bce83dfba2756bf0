package dev.cairn.experiments;

import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.QueueSpec;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** The table run, as it is when submitted; its state changes only in {@link RunStateMachine}. */
@Entity
@Table(name = "run")
class RunRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    @Column(name = "experiment_id")
    long experimentId;

    int ordinal;

    String name;

    String kind;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    String settings;

    long seed;

    String state;

    String owner;

    String pool;

    int priority;

    @Column(name = "training_slots")
    int trainingSlots;

    @SuppressWarnings("NullAway.Init")
    protected RunRow() {}

    RunRow(
            long experimentId,
            int ordinal,
            PlannedRun planned,
            String settings,
            RunState state,
            String owner,
            QueueSpec queue) {
        this.experimentId = experimentId;
        this.ordinal = ordinal;
        this.name = planned.name();
        this.kind = planned.kind().word();
        this.settings = settings;
        this.seed = planned.seed();
        this.state = state.word();
        this.owner = owner;
        this.pool = queue.pool();
        this.priority = queue.priority();
        this.trainingSlots = planned.trainingSlots();
    }

    long number() {
        if (id == null) {
            throw new IllegalStateException("run " + name + " has not been inserted");
        }
        return id;
    }
}
