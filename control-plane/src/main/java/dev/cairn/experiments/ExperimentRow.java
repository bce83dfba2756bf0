package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of the table experiment. After it is stored only its name, notes, tags, sharing and rules for
 * retention change. */
@Entity
@Table(name = "experiment")
class ExperimentRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    String name;

    String notes = "";

    @Column(updatable = false)
    @Nullable
    String preset;

    @Column(updatable = false)
    long seed;

    @Column(columnDefinition = "jsonb", updatable = false)
    @ColumnTransformer(write = "?::jsonb")
    String spec;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    String tags;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    @Nullable
    String retention;

    @Column(name = "problem_set_id", updatable = false)
    long problemSetId;

    @Column(name = "real_problem_set_id", updatable = false)
    @Nullable
    Long realProblemSetId;

    @Column(name = "idempotency_key", updatable = false)
    @Nullable
    String idempotencyKey;

    @Column(updatable = false)
    String owner;

    @Column(name = "cloned_from", updatable = false)
    @Nullable
    Long clonedFrom;

    boolean shared;

    @SuppressWarnings("NullAway.Init")
    protected ExperimentRow() {}

    ExperimentRow(
            String name,
            @Nullable String preset,
            long seed,
            String spec,
            String tags,
            long problemSetId,
            String owner,
            @Nullable Long clonedFrom) {
        this.name = name;
        this.preset = preset;
        this.seed = seed;
        this.spec = spec;
        this.tags = tags;
        this.problemSetId = problemSetId;
        this.owner = owner;
        this.clonedFrom = clonedFrom;
    }

    ExperimentId number() {
        if (id == null) {
            throw new IllegalStateException("experiment " + name + " has not been inserted");
        }
        return new ExperimentId(id);
    }
}
