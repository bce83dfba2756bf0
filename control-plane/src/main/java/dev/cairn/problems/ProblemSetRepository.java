package dev.cairn.problems;

import jakarta.data.Limit;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;

/** Stores problem sets without their problems. */
@Repository
interface ProblemSetRepository {
    @Insert
    ProblemSetRow insert(ProblemSetRow row);

    @Update
    ProblemSetRow update(ProblemSetRow row);

    @Find
    Optional<ProblemSetRow> find(long id);

    @Find
    Optional<ProblemSetRow> named(String name);

    /** Sets with smaller ids, newest first. */
    @Query("where id < :id order by id desc")
    List<ProblemSetRow> before(long id, Limit limit);
}
