package dev.cairn.experiments;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;

/** Stores the runs of submitted experiments and their edits. */
@Repository
interface RunRepository {
    @Insert
    RunRow insert(RunRow row);

    @Find
    Optional<RunRow> find(long id);

    @Update
    RunRow update(RunRow row);
}
