package dev.cairn.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.jdbc.DatabaseException;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.jdbc.RetryPolicy;
import dev.cairn.ports.Attempt;
import dev.cairn.ports.Journal;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.ports.Unit;
import dev.cairn.ports.UnitResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** The journal of one claimed run in PostgreSQL. Parallel units of the run may use it at the same time. */
public final class JdbcJournal implements Journal {
    private static final Logger LOG = Logger.getLogger(JdbcJournal.class);

    /** SQL state raised by the trigger on run_unit: the owner is outdated, or the run has ended. */
    private static final String OWNERSHIP_LOST = "CA003";

    private final OwnedRun owned;
    private final JdbcRunner jdbc;
    private final ObjectMapper json;
    private final Clock clock;
    private final RetryPolicy retries;
    private final ResultSql results;
    private final UnitEvents events;
    private final StopCheck stopCheck;
    private final Stopwatch worked;
    /** Number of attempts under this fence. Names contain both, and the fence grows with every claim. */
    private final Map<Unit<?>, Integer> attempts = new ConcurrentHashMap<>();

    private final AtomicInteger committed = new AtomicInteger();

    public JdbcJournal(
            OwnedRun owned,
            JdbcRunner jdbc,
            ObjectMapper json,
            ArtifactSizes sizes,
            Clock clock,
            RetryPolicy retries,
            StopCheck stopCheck) {
        this.owned = owned;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.retries = retries;
        this.results = new ResultSql(owned, sizes, json);
        this.events = new UnitEvents(owned, json);
        this.stopCheck = stopCheck;
        this.worked = new Stopwatch(clock);
    }

    /**
     * Creates the rollout partitions for this run and for the next block of runs. It is called once before the first
     * unit, since it takes locks that do not belong in a commit.
     */
    public void prepare() throws InterruptedException {
        retries.call(() -> jdbc.call(operation("making room for its rollouts"), handle -> {
            UnitSql.ensureRolloutBlock(handle, owned.run());
            UnitSql.ensureRolloutBlock(handle, owned.run() + 1000);
            return owned;
        }));
    }

    @Override
    public <R extends UnitResult> R once(Unit<R> unit, Work<R> work) throws InterruptedException {
        Optional<UnitSql.Stored> stored = retries.call(() -> jdbc.call(
                operation("looking for unit " + unit.text()), handle -> UnitSql.find(handle, owned.run(), unit)));
        if (stored.isPresent()) {
            LOG.infof("run %d: unit %s replayed", owned.run(), unit.text());
            return read(unit, stored.get().json());
        }
        stopCheck.throwIfStopped();
        int attempt = attempts.merge(unit, 1, Integer::sum);
        Instant startedAt = clock.instant();
        Output<R> output;
        try (ProgressWriter progress = new ProgressWriter(jdbc, owned, unit.text(), clock)) {
            progress.begin();
            output = work.run(new Attempt(owned.run(), owned.fence(), attempt, unit, progress));
        }
        String resultJson = StoredText.clean(json.<com.fasterxml.jackson.databind.JsonNode>valueToTree(output.result()))
                .toString();
        // Parsed from the stored form even now, so that a replay cannot differ from the first execution.
        R result = read(unit, resultJson);
        UnitRecord done = new UnitRecord(unit, attempt, startedAt, result, resultJson, output.rollouts(), worked.lap());
        retries.call(() -> commitOnce(done));
        committed.incrementAndGet();
        return result;
    }

    /** Shows what the run waits for, as if it were a unit, until it is closed. */
    public WaitNotice waiting(WaitNotice.Cause cause, String message) {
        return new WaitNotice(jdbc, owned, cause, message, clock);
    }

    /** Number of units committed through this journal, without replayed ones. */
    public int committed() {
        return committed.get();
    }

    /** Commits a unit. A commit whose answer was lost may have succeeded: then the row exists with our fence. */
    private UnitRecord commitOnce(UnitRecord unit) {
        try {
            return jdbc.inTransaction(operation("committing unit " + unit.unit().text()), handle -> {
                if (!UnitSql.lockOwnership(handle, owned)) {
                    throw ownershipLost(unit.unit());
                }
                Optional<UnitSql.Stored> already = UnitSql.find(handle, owned.run(), unit.unit());
                if (already.isEmpty()) {
                    write(handle, unit);
                } else if (already.get().fence() != owned.fence()) {
                    throw ownershipLost(unit.unit());
                }
                return unit;
            });
        } catch (DatabaseException e) {
            if (OWNERSHIP_LOST.equals(e.sqlState())) {
                throw ownershipLost(unit.unit());
            }
            throw e;
        }
    }

    private void write(Handle handle, UnitRecord unit) throws SQLException {
        UnitSql.insert(handle, owned, unit);
        results.write(handle, unit.unit(), unit.result());
        MetricPoints.write(handle, owned, unit.unit(), unit.result());
        MetricPoints.keepLast(handle, owned, unit.unit(), unit.result());
        RolloutCopy.write(handle, owned, unit.unit(), unit.rollouts());
        UsageSql.add(handle, owned, unit);
        events.unitDone(handle, unit, clock.instant());
        UnitSql.deleteProgress(handle, owned.run(), unit.unit().text());
    }

    private String operation(String what) {
        return "run " + owned.run() + ": " + what;
    }

    private OwnershipLostException ownershipLost(Unit<?> unit) {
        return new OwnershipLostException("run " + owned.run() + " is no longer owned by " + owned.owner()
                + " with fence " + owned.fence() + ": unit " + unit.text() + " was not written");
    }

    private <R extends UnitResult> R read(Unit<R> unit, String stored) {
        Class<R> type = unit.kind().result();
        try {
            return json.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new LedgerException(
                    "the result of unit " + unit.text() + " of run " + owned.run() + " is not a " + type.getSimpleName()
                            + ": " + e.getOriginalMessage(),
                    e);
        }
    }
}
