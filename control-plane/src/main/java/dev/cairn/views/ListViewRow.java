package dev.cairn.views;

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

/** A row of the table list_view. */
@Entity
@Table(name = "list_view")
class ListViewRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Version
    int version;

    @Column(updatable = false)
    String owner;

    String name;
    String filter;
    String sort;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "?::jsonb")
    String columns;

    boolean shared;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected ListViewRow() {}

    @SuppressWarnings("NullAway.Init") // apply() sets the rest
    ListViewRow(String owner, Instant now) {
        this.owner = owner;
        this.createdAt = now;
    }
}
