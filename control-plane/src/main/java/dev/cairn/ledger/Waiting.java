package dev.cairn.ledger;

import dev.cairn.ports.UnitKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Shows what a run waits for between its units, where the progress of units is shown; no longer once it is closed. */
public final class Waiting implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Waiting.class);

    private final DataSource database;
    private final OwnedRun owned;
    private final UnitKey as;

    Waiting(DataSource database, OwnedRun owned, UnitKey as, String what, Clock clock) {
        this.database = database;
        this.owned = owned;
        this.as = as;
        try (ProgressWriter progress = new ProgressWriter(database, owned, as, clock)) {
            progress.report(0, 1, what);
        }
    }

    @Override
    public void close() {
        try (Connection connection = database.getConnection()) {
            UnitSql.deleteProgress(connection, owned.run(), as);
        } catch (SQLException e) {
            // It goes with the owner's row at the latest.
            LOG.debugf("run %d still shows that it waits: %s", owned.run(), e.getMessage());
        }
    }
}
