package dev.cairn.views;

import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores views. */
@Repository
interface ListViewRepository {
    @Insert
    ListViewRow insert(ListViewRow row);

    @Update
    ListViewRow update(ListViewRow row);

    @Delete
    void delete(ListViewRow row);

    @Find
    Optional<ListViewRow> find(long id);

    @Find
    Optional<ListViewRow> named(String owner, String name);

    @Find
    @OrderBy("name")
    @OrderBy("id")
    List<ListViewRow> all();
}
