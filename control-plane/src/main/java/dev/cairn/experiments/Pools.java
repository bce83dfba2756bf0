package dev.cairn.experiments;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.base.RefusedException;
import dev.cairn.ids.RunId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The names of the queue's pools. */
final class Pools {
    private Pools() {}

    /** @throws InvalidInputException naming the pools that exist, if this one does not */
    static void require(Handle handle, String pool) {
        List<String> pools = handle.select("select name from pool order by name")
                .mapTo(String.class)
                .list();
        if (!pools.contains(pool)) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError("queue.pool", "there is no pool '" + pool + "'", String.join(", ", pools))));
        }
    }

    /**
     * A registered engine or worker serves one pool only.
     *
     * @throws RefusedException if the run's spec names one of another pool
     */
    static void requireServicesOf(Handle handle, RunId run, String pool) {
        List<String> others = handle.createQuery("""
                        select s.kind || ' ' || s.name || ' of pool ' || s.pool from run r
                            join experiment e on e.id = r.experiment_id
                            join registered_service s on s.name = e.spec -> 'execution' ->> s.kind
                        where r.id = :run and s.pool <> :pool order by s.kind""")
                .bind("run", run.value())
                .bind("pool", pool)
                .mapTo(String.class)
                .list();
        if (!others.isEmpty()) {
            throw new RefusedException(
                    "run " + run + " can't move to pool " + pool + ": its spec names " + String.join(" and ", others));
        }
    }
}
