package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.experiments.ExpectedRevision.Revision;
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

/**
 * A row of the table run. After it is stored only its position in the queue changes here; {@link RunStateMachine}
 * changes its state.
 */
@Entity
@Table(name = "run")
class RunRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    @Column(name = "experiment_id", updatable = false)
    long experimentId;

    @Column(updatable = false)
    int ordinal;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String kind;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "?::jsonb")
    String settings;

    @Column(updatable = false)
    long seed;

    @Column(updatable = false)
    String state;

    @Column(updatable = false)
    String owner;

    String pool;

    int priority;

    @Column(name = "training_slots", updatable = false)
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
        this.kind = planned.kind().wireName();
        this.settings = settings;
        this.seed = planned.seed();
        this.state = state.wireName();
        this.owner = owner;
        this.pool = queue.pool();
        this.priority = queue.priority();
        this.trainingSlots = planned.trainingSlots();
    }

    /**
     * Changes its position in the queue.
     *
     * @throws RefusedException if it has an owner or has ended
     */
    void apply(RunEdit edit) {
        requireUnowned();
        priority = edit.priority() == null ? priority : edit.priority();
        pool = edit.pool() == null ? pool : edit.pool();
    }

    private void requireUnowned() {
        RunState now = RunState.of(state);
        switch (now) {
            case WAITING, QUEUED, PAUSED -> {}
            case RUNNING, PAUSING, CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                throw new RefusedException("run " + id + " is " + now.wireName()
                        + "; priority and pool can be changed only while it is waiting, queued or paused"
                        + (now.isFinal() ? "" : ": pause it first"));
        }
    }

    Revision revision() {
        return new Revision("0." + version);
    }

    long number() {
        if (id == null) {
            throw new IllegalStateException("run " + name + " has not been inserted");
        }
        return id;
    }
}
