package dev.cairn.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** The single row of the table queue_control. */
@Entity
@Table(name = "queue_control")
class QueueControlRow {
    @Id
    @Column(name = "only_row")
    boolean only;

    @Version
    int version;

    String state;

    @SuppressWarnings("NullAway.Init")
    protected QueueControlRow() {}
}
