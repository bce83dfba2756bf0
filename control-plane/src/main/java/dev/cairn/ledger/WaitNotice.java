package dev.cairn.ledger;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import java.time.Clock;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Shows what a run waits for between its units, in place of a unit's progress, until it is closed. */
public final class WaitNotice implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WaitNotice.class);

    /** The reason for the wait. */
    public enum Cause {
        /** The run is being connected to an engine and a worker. */
        CONNECT,
        /** The run pauses before another attempt. */
        PAUSE,
        /** The engine is unavailable. */
        ENGINE;

        /** The text shown in place of a unit's. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final JdbcRunner jdbc;
    private final OwnedRun owned;
    private final Cause cause;

    WaitNotice(JdbcRunner jdbc, OwnedRun owned, Cause cause, String message, Clock clock) {
        this.jdbc = jdbc;
        this.owned = owned;
        this.cause = cause;
        try (ProgressWriter progress = new ProgressWriter(jdbc, owned, cause.wireName(), clock)) {
            progress.report(0, 1, message);
        }
    }

    @Override
    public void close() {
        try {
            jdbc.call("removing progress", handle -> {
                UnitSql.deleteProgress(handle, owned.run(), cause.wireName());
                return owned;
            });
        } catch (DatabaseException e) {
            // The message is deleted with the owner's row at the latest.
            LOG.debugf("run %d still shows that it waits: %s", owned.run(), e.getMessage());
        }
    }
}
