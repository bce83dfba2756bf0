package dev.cairn.experiments;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;

/** The runs of experiments. */
@Repository
interface RunRepository {
    @Insert
    RunRow insert(RunRow row);

    @Find
    Optional<RunRow> find(Long id);

    @Find
    @OrderBy("ordinal")
    List<RunRow> ofExperiment(long experimentId);
}
