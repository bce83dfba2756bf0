package dev.cairn.history.saved;

import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores saved queries. */
@Repository
interface SavedQueryRepository {
    @Insert
    SavedQueryRow insert(SavedQueryRow row);

    @Update
    SavedQueryRow update(SavedQueryRow row);

    @Delete
    void delete(SavedQueryRow row);

    @Find
    Optional<SavedQueryRow> find(long id);

    @Find
    Optional<SavedQueryRow> named(String owner, String name);

    @Find
    @OrderBy("name")
    @OrderBy("id")
    List<SavedQueryRow> all();
}
