package dev.cairn.experiments;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import java.util.Optional;

/** Experiments as people submit them. */
@Repository
interface ExperimentRepository {
    @Insert
    ExperimentRow insert(ExperimentRow row);

    @Find
    Optional<ExperimentRow> find(Long id);
}
