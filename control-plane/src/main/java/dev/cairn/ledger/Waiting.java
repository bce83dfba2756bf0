package dev.cairn.ledger;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.time.Clock;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Shows what a run waits for between its units, where the progress of units is shown; no longer once it is closed. */
public final class Waiting implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Waiting.class);

    /** What a run does between its units. */
    public enum For {
        /** It is being connected to an engine and a worker. */
        CONNECT,
        /** It pauses before another try. */
        PAUSE,
        /** The engine is away. */
        ENGINE;

        /** Shown where the text of a unit is. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcRunner jdbc;
    private final OwnedRun owned;
    private final For cause;

    Waiting(JdbcRunner jdbc, OwnedRun owned, For cause, String message, Clock clock) {
        this.jdbc = jdbc;
        this.owned = owned;
        this.cause = cause;
        try (ProgressWriter progress = new ProgressWriter(jdbc, owned, cause.word(), clock)) {
            progress.report(0, 1, message);
        }
    }

    @Override
    public void close() {
        try {
            jdbc.call("removing progress", handle -> {
                UnitSql.deleteProgress(handle, owned.run(), cause.word());
                return owned;
            });
        } catch (DatabaseException e) {
            // It goes with the owner's row at the latest.
            LOG.debugf("run %d still shows that it waits: %s", owned.run(), e.getMessage());
        }
    }
}
