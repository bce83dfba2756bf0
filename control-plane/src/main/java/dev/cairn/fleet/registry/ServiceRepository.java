package dev.cairn.fleet.registry;

import jakarta.data.repository.Delete;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores registered engines and workers. */
@Repository
interface ServiceRepository {
    @Insert
    ServiceRow insert(ServiceRow row);

    @Update
    ServiceRow update(ServiceRow row);

    @Delete
    void delete(ServiceRow row);

    @Find
    Optional<ServiceRow> find(String kind, String name);

    @Find
    @OrderBy("name")
    List<ServiceRow> all(String kind);
}
