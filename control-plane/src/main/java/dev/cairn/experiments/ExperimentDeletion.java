package dev.cairn.experiments;

import dev.cairn.base.RefusedException;
import dev.cairn.base.RevisionMismatchException;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Marks experiments as deleted. Nobody sees a marked one again; its rows and files are removed in the background, see
 * {@code dev.cairn.retention}.
 */
@Singleton
public final class ExperimentDeletion {
    private final JdbcRunner jdbc;

    public ExperimentDeletion(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Why an experiment may not be deleted now: runs that have not ended, experiments that took over its results, and
     * names of its hard set; empty if it may.
     */
    public List<String> obstacles(ExperimentId id) {
        return jdbc.call("looking for what needs experiment " + id, handle -> obstacles(handle, id));
    }

    /**
     * Marks an experiment as deleted.
     *
     * @return whether it existed
     * @throws RevisionMismatchException if it is not as the caller expects it
     * @throws RefusedException naming its runs that have not ended, the experiments that need it and the names of its hard set
     */
    public boolean delete(ExperimentId id, ExpectedRevision expected) {
        return jdbc.inTransaction("deleting experiment " + id, handle -> {
            if (!ExperimentLock.exclusive(handle, id)) {
                return false;
            }
            if (!expected.allows(ExperimentEdits.revision(handle, id).orElseThrow())) {
                throw new RevisionMismatchException("experiment " + id);
            }
            List<String> obstacles = obstacles(handle, id);
            if (!obstacles.isEmpty()) {
                throw new RefusedException("experiment " + id + " can't be deleted: " + String.join("; ", obstacles));
            }
            handle.createUpdate("""
                            update experiment set deleted_at = now(), version = version + 1, idempotency_key = null
                            where id = :id""").bind("id", id.value()).execute();
            return true;
        });
    }

    private static List<String> obstacles(Handle handle, ExperimentId id) {
        return handle.createQuery("""
                        select name || ' (run ' || id || ') is ' || state || '; cancel it or wait for its end' from run
                        where experiment_id = :id and ended_at is null
                        union
                        select 'experiment ' || e.id || ' (' || e.name || ') took over its ' || r.name || ' run; delete that one first'
                        from run r join run taker on taker.previous = r.id join experiment e on e.id = taker.experiment_id
                        where r.experiment_id = :id and e.id <> :id and e.deleted_at is null
                        union
                        select 'experiment ' || e.id || ' (' || e.name || ') took over its ' || r.name || ' run; delete that one first'
                        from run r join run_unit u on u.inherited_from = r.id join run taker on taker.id = u.run_id
                            join experiment e on e.id = taker.experiment_id
                        where r.experiment_id = :id and e.id <> :id and e.deleted_at is null
                        union
                        select 'its hard set has the name ' || h.name || ', given by ' || h.created_by || '; delete the name first'
                        from named_hard_set h join run r on r.id = h.run_id where r.experiment_id = :id""")
                .bind("id", id.value())
                .mapTo(String.class)
                .list();
    }
}
