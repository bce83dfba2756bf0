package dev.cairn.queue;

import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores the operators' settings of the queue. */
@Repository
interface AdminRepository {
    @Find
    QueueControlRow control(boolean only);

    @Update
    QueueControlRow update(QueueControlRow row);

    @Find
    @OrderBy("name")
    List<PoolRow> pools();

    @Find
    Optional<PoolRow> pool(String name);

    @Insert
    PoolRow insert(PoolRow row);

    @Update
    PoolRow update(PoolRow row);

    @Delete
    void delete(PoolRow row);

    @Find
    @OrderBy("owner")
    List<QuotaRow> quotas();

    @Find
    Optional<QuotaRow> quota(String owner);

    @Insert
    QuotaRow insert(QuotaRow row);

    @Update
    QuotaRow update(QuotaRow row);

    @Delete
    void delete(QuotaRow row);
}
