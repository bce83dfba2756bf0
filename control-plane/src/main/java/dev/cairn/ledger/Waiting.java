package dev.cairn.ledger;

import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.ports.UnitKey;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Shows what a run waits for between its units, where the progress of units is shown; no longer once it is closed. */
public final class Waiting implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Waiting.class);

    private final JdbcRunner jdbc;
    private final OwnedRun owned;
    private final UnitKey as;

    Waiting(JdbcRunner jdbc, OwnedRun owned, UnitKey as, String what, Clock clock) {
        this.jdbc = jdbc;
        this.owned = owned;
        this.as = as;
        try (ProgressWriter progress = new ProgressWriter(jdbc, owned, as, clock)) {
            progress.report(0, 1, what);
        }
    }

    @Override
    public void close() {
        try {
            jdbc.call("removing progress", handle -> {
                UnitSql.deleteProgress(handle, owned.run(), as);
                return owned;
            });
        } catch (DatabaseException e) {
            // It goes with the owner's row at the latest.
            LOG.debugf("run %d still shows that it waits: %s", owned.run(), e.getMessage());
        }
    }
}
