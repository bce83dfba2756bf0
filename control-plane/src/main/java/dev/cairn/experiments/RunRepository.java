package dev.cairn.experiments;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;

/** The runs of experiments, as they are submitted. */
@Repository
interface RunRepository {
    @Insert
    RunRow insert(RunRow row);
}
