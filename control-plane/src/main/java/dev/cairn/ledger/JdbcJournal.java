package dev.cairn.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.UnitKey;
import dev.cairn.ports.UnitResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The journal of one claimed run in PostgreSQL. Safe for units of the run that work side by side. */
public final class JdbcJournal implements Journal {
    private static final Logger LOG = Logger.getLogger(JdbcJournal.class);

    private final OwnedRun owned;
    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Retries retries;
    private final ResultSql results;
    private final UnitEvents events;
    private final Edge edge;
    private final WorkClock worked;
    /** Attempts under this fence; names carry both, and the fence grows with every claim. */
    private final Map<UnitKey, Integer> attempts = new ConcurrentHashMap<>();

    private final AtomicInteger committed = new AtomicInteger();

    public JdbcJournal(
            OwnedRun owned,
            DataSource database,
            ObjectMapper json,
            ArtifactSizes sizes,
            Clock clock,
            RetryPolicy retryPolicy,
            Edge edge) {
        this.owned = owned;
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.retries = new Retries(retryPolicy, "run " + owned.run());
        this.results = new ResultSql(owned, sizes, json);
        this.events = new UnitEvents(owned, json);
        this.edge = edge;
        this.worked = new WorkClock(clock);
    }

    /**
     * Makes the rollout partitions of this run and of the next block; called once before the first unit, since it takes
     * locks that don't belong into a commit.
     */
    public void prepare() throws InterruptedException {
        retries.call("making room for its rollouts", () -> {
            try (Connection connection = database.getConnection()) {
                UnitSql.ensureRolloutBlock(connection, owned.run());
                UnitSql.ensureRolloutBlock(connection, owned.run() + 1000);
                return true;
            }
        });
    }

    @Override
    public <R extends UnitResult> R once(UnitKey key, Class<R> type, Work<R> work) throws InterruptedException {
        Optional<UnitSql.Stored> stored = retries.call("looking for unit " + key.value(), () -> find(key));
        if (stored.isPresent()) {
            LOG.infof("run %d: unit %s replayed", owned.run(), key.value());
            return read(key, type, stored.get().json());
        }
        edge.pass();
        int attempt = attempts.merge(key, 1, Integer::sum);
        Instant startedAt = clock.instant();
        Output<R> output;
        try (ProgressWriter progress = new ProgressWriter(database, owned, key, clock)) {
            progress.begin();
            output = work.run(new Attempt(owned.run(), owned.fence(), attempt, key, progress));
        }
        String resultJson = StoredText.clean(json.<com.fasterxml.jackson.databind.JsonNode>valueToTree(output.result()))
                .toString();
        // Read back even now, so that a replay can't differ from the first time.
        R result = read(key, type, resultJson);
        UnitRecord unit = new UnitRecord(key, attempt, startedAt, result, resultJson, output.rollouts(), worked.lap());
        retries.call("committing unit " + key.value(), () -> {
            commitOnce(unit);
            return true;
        });
        committed.incrementAndGet();
        return result;
    }

    /** Shows what the run waits for under a name in a unit's place, until it is closed. */
    public Waiting waiting(UnitKey as, String what) {
        return new Waiting(database, owned, as, what, clock);
    }

    /** How many units were done through this journal, replayed ones not counted. */
    public int committed() {
        return committed.get();
    }

    private Optional<UnitSql.Stored> find(UnitKey key) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return UnitSql.find(connection, owned.run(), key);
        }
    }

    /** A commit whose answer was lost may have happened: then the row is there, with our fence. */
    private void commitOnce(UnitRecord unit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!UnitSql.lockOwnership(connection, owned)) {
                    throw ownershipLost(unit.unit());
                }
                Optional<UnitSql.Stored> already = UnitSql.find(connection, owned.run(), unit.unit());
                if (already.isEmpty()) {
                    write(connection, unit);
                } else if (already.get().fence() != owned.fence()) {
                    throw ownershipLost(unit.unit());
                }
                connection.commit();
            } catch (SQLException e) {
                rollBack(connection, e);
                if (SqlFailures.ownershipLost(e)) {
                    throw ownershipLost(unit.unit());
                }
                throw e;
            } catch (RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private void write(Connection connection, UnitRecord unit) throws SQLException {
        UnitSql.insert(connection, owned, unit);
        results.write(connection, unit.unit(), unit.result());
        RolloutCopy.write(connection, owned, unit.unit(), unit.rollouts());
        Usages.add(connection, owned, unit);
        events.unitDone(connection, unit, clock.instant());
        UnitSql.deleteProgress(connection, owned.run(), unit.unit());
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private OwnershipLostException ownershipLost(UnitKey unit) {
        return new OwnershipLostException("run " + owned.run() + " is no longer owned by " + owned.owner()
                + " with fence " + owned.fence() + ": unit " + unit.value() + " was not written");
    }

    private <R extends UnitResult> R read(UnitKey key, Class<R> type, String stored) {
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new LedgerException(
                    "the result of unit " + key.value() + " of run " + owned.run() + " is not a " + type.getSimpleName()
                            + ": " + e.getOriginalMessage(),
                    e);
        }
    }
}
