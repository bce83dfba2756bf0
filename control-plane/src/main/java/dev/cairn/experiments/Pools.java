package dev.cairn.experiments;

import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
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
}
