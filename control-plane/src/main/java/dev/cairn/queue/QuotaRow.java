package dev.cairn.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;

/** A row of the table quota. */
@Entity
@Table(name = "quota")
class QuotaRow {
    @Id
    String owner;

    @Version
    int version;

    @Column(name = "max_running")
    int maxRunning;

    @SuppressWarnings("NullAway.Init")
    protected QuotaRow() {}

    QuotaRow(QueueAdmin.Quota quota) {
        this.owner = quota.owner();
        this.maxRunning = quota.maxRunning();
    }

    QueueAdmin.Quota shown() {
        return new QueueAdmin.Quota(owner, maxRunning);
    }
}
