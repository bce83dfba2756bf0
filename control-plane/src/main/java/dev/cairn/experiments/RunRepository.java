package dev.cairn.experiments;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;

/** The runs of experiments as people submit and edit them. */
@Repository
interface RunRepository {
    @Insert
    RunRow insert(RunRow row);

    @Find
    Optional<RunRow> find(long id);

    @Update
    RunRow update(RunRow row);
}
