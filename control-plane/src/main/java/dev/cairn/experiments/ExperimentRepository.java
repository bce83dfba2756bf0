package dev.cairn.experiments;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;

/** Stores submitted experiments and their edits. */
@Repository
interface ExperimentRepository {
    @Insert
    ExperimentRow insert(ExperimentRow row);

    @Find
    Optional<ExperimentRow> find(long id);

    @Find
    Optional<ExperimentRow> withKey(String idempotencyKey);

    @Update
    ExperimentRow update(ExperimentRow row);
}
