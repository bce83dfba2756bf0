package dev.cairn.ledger;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.ids.RunId;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.ports.Journal;
import dev.cairn.ports.Rollout;
import dev.cairn.ports.Unit;
import dev.cairn.testing.Comparison;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestRuns;
import dev.cairn.testing.TestUnits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A PostgreSQL of the test's own is stopped in a commit, as {@code pg_ctl stop -m immediate} does, and started again. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedDatabaseTest {
    private static final List<Rollout> ROLLOUTS = IntStream.range(0, 500)
            .mapToObj(i -> TestUnits.rollout(i, "completion " + i))
            .toList();

    private final Home home;
    private final LocalPostgres postgres;

    StoppedDatabaseTest(@TempDir Path temporary) throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Home.at(temporary.resolve("home"));
        postgres = LocalPostgres.start(home, Clock.systemUTC());
    }

    @AfterAll
    void end() {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource
    void aUnitWhoseCommitMetAStoppedServerIsThereOnce(BreakingSource.When when) throws Exception {
        TestDatabase database = TestDatabase.on(postgres);
        TestRuns runs = new TestRuns(database);
        RunId undisturbed = runs.claimSoar();
        commit(runs.journal(undisturbed));

        RunId run = runs.claimSoar();
        BreakingSource stopping = new BreakingSource(runs.source(), when, connection -> stop());
        JdbcJournal journal = runs.journal(run, stopping);
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LocalPostgres> restarted = background.submit(() -> {
                await().until(() -> stopping.refused() > 0);
                return LocalPostgres.start(home, Clock.systemUTC());
            });
            stopping.arm();
            commit(journal);
            assertThat(restarted.get().origin()).isEqualTo(LocalPostgres.Origin.STARTED);
        }

        assertThat(stopping.broken()).isEqualTo(1);
        assertThat(stopping.refused()).isPositive();
        assertThat(new Comparison(runs.jdbc()).differences(undisturbed.value(), run.value()))
                .isEmpty();
        assertThat(database.query("select unit, attempt from run_unit where run_id = " + run))
                .containsExactly("t/0/baseline|1");
        assertThat(database.number("select count(*) from rollout where run_id = " + run))
                .isEqualTo(ROLLOUTS.size());
        assertThat(database.number("select count(*) from run_event where kind = 'unit.done' and run_id = " + run))
                .isEqualTo(1);
    }

    /** SIGQUIT to the postmaster is what {@code pg_ctl stop -m immediate} sends: no checkpoint, recovery at the start. */
    private void stop() throws Exception {
        Signals.send("QUIT", postgres.pid().orElseThrow());
        await().until(() -> postgres.pid().isEmpty());
    }

    private static void commit(JdbcJournal journal) throws InterruptedException {
        journal.once(Unit.baseline(0), attempt -> new Journal.Output<>(TestUnits.baseline(), ROLLOUTS));
    }
}
