package dev.cairn.experiments;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;

/** Experiments as people submit them. */
@Repository
interface ExperimentRepository {
    @Insert
    ExperimentRow insert(ExperimentRow row);
}
