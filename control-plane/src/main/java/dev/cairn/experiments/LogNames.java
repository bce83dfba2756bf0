package dev.cairn.experiments;

import dev.cairn.ids.RunId;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The logs of the engine and the worker process that served a run last: names of files in HOME, without extension. */
@Singleton
public final class LogNames {
    private static final Logger LOG = Logger.getLogger(LogNames.class);

    private final JdbcRunner jdbc;

    public LogNames(JdbcRunner jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Stores the names; does nothing if the run has another owner by now. A failure is only logged, since the run can do
     * without.
     *
     * @param engine absent if the engine writes its log elsewhere
     * @param worker absent if the worker writes its log elsewhere
     */
    public void store(RunId run, long fence, @Nullable String engine, @Nullable String worker) {
        try {
            jdbc.call(
                    "storing where run " + run + " is logged",
                    handle -> handle.createUpdate("""
                                update run set engine_log = :engine, worker_log = :worker
                                where id = :run and exists (select from run_owner where run_id = :run and fence = :fence)""")
                            .bind("engine", engine)
                            .bind("worker", worker)
                            .bind("run", run.value())
                            .bind("fence", fence)
                            .execute());
        } catch (DatabaseException e) {
            LOG.warnf("%s", e.getMessage());
        }
    }

    /** Empty if it is elsewhere or unknown. */
    public Optional<String> engine(RunId run) {
        return name("engine_log", run);
    }

    /** Empty if it is elsewhere or unknown. */
    public Optional<String> worker(RunId run) {
        return name("worker_log", run);
    }

    private Optional<String> name(String column, RunId run) {
        return jdbc.call(
                "reading where run " + run + " is logged",
                handle -> handle.createQuery(
                                "select " + column + " from run where id = :run and " + column + " is not null")
                        .bind("run", run.value())
                        .mapTo(String.class)
                        .findOne());
    }
}
