package dev.cairn.history.saved;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of the table saved_query. */
@Entity
@Table(name = "saved_query")
class SavedQueryRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    @Column(updatable = false)
    String owner;

    String name;
    String description;
    String sql;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    String parameters;

    boolean shared;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected SavedQueryRow() {}

    @SuppressWarnings("NullAway.Init") // apply() sets the rest
    SavedQueryRow(String owner, Instant now) {
        this.owner = owner;
        this.createdAt = now;
    }
}
