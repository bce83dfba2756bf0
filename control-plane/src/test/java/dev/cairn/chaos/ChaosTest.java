package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.ExperimentState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.platform.Home;
import dev.cairn.platform.LocalPostgres;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.testing.JavaProcess;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole experiments on the fake cluster under everything that kills control planes and databases. */
@Timeout(1800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosTest {
    /** Calls to engine and trainer in a life; most lives end before. */
    private static final int MOST_CALLS = 40;

    private final Home home;
    private LocalPostgres postgres;
    private final ChaosFixture fixture;
    private ExperimentId undisturbed;

    ChaosTest(@TempDir Path temporary) throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Home.at(temporary.resolve("home"));
        postgres = LocalPostgres.start(home, Clock.systemUTC());
        fixture = new ChaosFixture(TestDatabase.on(postgres), temporary.resolve("artifacts"));
    }

    @BeforeAll
    void runUndisturbed() throws Exception {
        undisturbed = fixture.submit();
        try (JavaProcess controlPlane = fixture.startControlPlane()) {
            controlPlane.await("started");
            fixture.awaitEnd(undisturbed);
        }
        assertThat(fixture.database().query("select promotions from run_summary"))
                .as("an experiment in which something happens")
                .containsExactly("1");
    }

    @AfterAll
    void end() {
        postgres.close();
    }

    @Test
    void fifteenKillsAtFixedPlaces() throws Exception {
        killed(15, new Random(20260118));
    }

    @Test
    @Tag("long")
    void killsAtEveryUnitsBoundaryAndAtRandomPlacesInside() throws Exception {
        int kills = 0;
        ExperimentId everyBoundary = fixture.submit();
        for (boolean before = true; !fixture.isOver(everyBoundary); before = !before) {
            kills += life(before ? CrashPoint.Moment.BEFORE_COMMIT : CrashPoint.Moment.AFTER_COMMIT, 1, everyBoundary);
        }
        equalsTheUndisturbedOne(everyBoundary);
        long seed = System.nanoTime();
        System.out.println("kills at boundaries: " + kills + "; random kills with seed " + seed);
        Random random = new Random(seed);
        while (kills < 200) {
            kills += killed(200 - kills, random);
        }
        System.out.println("kills in all: " + kills);
    }

    /** An experiment whose control planes are killed so often, or until it is over; the number of kills. */
    private int killed(int most, Random random) throws Exception {
        ExperimentId experiment = fixture.submit();
        int kills = 0;
        while (kills < most && !fixture.isOver(experiment)) {
            kills += switch (random.nextInt(4)) {
                case 0 -> life(CrashPoint.Moment.BEFORE_COMMIT, 1 + random.nextInt(4), experiment);
                case 1 -> life(CrashPoint.Moment.AFTER_COMMIT, 1 + random.nextInt(4), experiment);
                default -> life(CrashPoint.Moment.CALL, 1 + random.nextInt(MOST_CALLS), experiment);
            };
        }
        try (JavaProcess last = fixture.startControlPlane()) {
            last.await("started");
            fixture.awaitEnd(experiment);
        }
        equalsTheUndisturbedOne(experiment);
        return kills;
    }

    /** A control plane that is killed with SIGKILL at a moment of its work; 0 if the experiment ended before. */
    private int life(CrashPoint.Moment where, int number, ExperimentId experiment) throws Exception {
        try (JavaProcess controlPlane = fixture.startControlPlane(where, number)) {
            Thread stopped = Thread.ofVirtual().start(() -> {
                try {
                    controlPlane.await("stopped");
                } catch (IOException e) {
                    // It was ended before it reached that moment.
                    return;
                }
            });
            await().pollInterval(Duration.ofMillis(20)).until(() -> !stopped.isAlive() || fixture.isOver(experiment));
            boolean inTheMiddle = !stopped.isAlive();
            controlPlane.kill();
            return inTheMiddle ? 1 : 0;
        }
    }

    @Test
    void theDatabaseIsRestartedAndItsConnectionsAreCut() throws Exception {
        ExperimentId experiment = fixture.submit();
        try (JavaProcess controlPlane = fixture.startControlPlane()) {
            controlPlane.await("started");
            awaitUnits(experiment, 5);
            Signals.send("QUIT", postgres.pid().orElseThrow());
            await().until(() -> postgres.pid().isEmpty());
            postgres = LocalPostgres.start(home, Clock.systemUTC());
            awaitUnits(experiment, 9);
            for (int i = 0; i < 3; i++) {
                cutConnections();
                awaitUnits(experiment, 11 + 2 * i);
            }
            fixture.awaitEnd(experiment);
        }
        equalsTheUndisturbedOne(experiment);
    }

    @Test
    void anOwnerThatIsStoppedPastItsLeaseAndContinuedWritesNothing() throws Exception {
        ExperimentId experiment = fixture.submit();
        try (JavaProcess owner = fixture.startControlPlane()) {
            awaitUnits(experiment, 4);
            Signals.send("STOP", owner.pid());
            int units = units(experiment);
            try (JavaProcess other = fixture.startControlPlane()) {
                other.await("started");
                await().until(() -> units(experiment) > units);
                Signals.send("CONT", owner.pid());
                fixture.awaitEnd(experiment);
            }
        }
        equalsTheUndisturbedOne(experiment);
        assertThat(
                        fixture.database()
                                .query(
                                        "select count(*) from (select run_id, unit, fence, lag(fence) over"
                                                + " (partition by run_id order by ended_at) as before_it from run_unit) u where fence < before_it"))
                .as("units in the order in which they were written never have a smaller fence")
                .containsExactly("0");
    }

    @Test
    void aControlPlaneThatIsAskedToEndHandsItsRunBackAtAnEdge() throws Exception {
        ExperimentId experiment = fixture.submit();
        try (JavaProcess controlPlane = fixture.startControlPlane()) {
            controlPlane.await("started");
            awaitUnits(experiment, 4);
            Signals.send("TERM", controlPlane.pid());
            assertThat(controlPlane.exitStatus()).isEqualTo(128 + 15);
        }
        assertThat(fixture.database()
                        .query("select distinct state from run where state not in ('waiting', 'succeeded')"
                                + " and experiment_id = " + experiment))
                .as("nothing is 'running' that nobody works on")
                .containsExactly("queued");
        try (JavaProcess next = fixture.startControlPlane()) {
            next.await("started");
            fixture.awaitEnd(experiment);
        }
        equalsTheUndisturbedOne(experiment);
        assertThat(fixture.database()
                        .query("select distinct attempt from run_unit u join run r on r.id = u.run_id"
                                + " where r.experiment_id = " + experiment))
                .as("no unit was begun twice under one fence")
                .containsExactly("1");
    }

    @Test
    void aCancelWhileEveryControlPlaneIsDownIsCarriedOutAtTheNextStart() throws Exception {
        ExperimentId experiment = fixture.submit();
        try (JavaProcess controlPlane = fixture.startControlPlane(Duration.ofSeconds(5))) {
            controlPlane.await("started");
            awaitUnits(experiment, 4);
            controlPlane.kill();
        }
        fixture.experiments().control().cancel(experiment);
        assertThat(fixture.isOver(experiment)).as("its owner may be alive").isFalse();
        try (JavaProcess next = fixture.startControlPlane()) {
            next.await("started");
            await().until(() -> fixture.isOver(experiment));
        }
        assertThat(fixture.read(experiment).state()).isEqualTo(ExperimentState.CANCELLED);
    }

    @Test
    void twoControlPlanesShareTheWork() throws Exception {
        QueueAdmin admin = fixture.experiments().get(QueueAdmin.class);
        admin.gate(Gate.PAUSED);
        ExperimentId one = fixture.submit();
        ExperimentId two = fixture.submit();
        try (JavaProcess first = fixture.startControlPlane();
                JavaProcess second = fixture.startControlPlane()) {
            first.await("started");
            second.await("started");
            admin.gate(Gate.OPEN);
            fixture.awaitEnd(one);
            fixture.awaitEnd(two);
        }
        equalsTheUndisturbedOne(one);
        equalsTheUndisturbedOne(two);
        assertThat(fixture.database()
                        .query("select count(distinct u.owner) > 1 from run_unit u join run r on r.id = u.run_id"
                                + " where r.experiment_id in (" + one + ", " + two + ")"))
                .containsExactly("t");
    }

    @Test
    void theComparisonNoticesOneChangedReward() throws Exception {
        ExperimentId experiment = fixture.submit();
        try (JavaProcess controlPlane = fixture.startControlPlane()) {
            controlPlane.await("started");
            fixture.awaitEnd(experiment);
        }
        equalsTheUndisturbedOne(experiment);
        fixture.database()
                .asOwner("update trial set reward = reward + 0.125 where (t, k, j) = (1, 0, 1) and run_id in"
                        + " (select id from run where experiment_id = " + experiment + ")");
        assertThat(fixture.differences(undisturbed, experiment))
                .singleElement()
                .asString()
                .startsWith("soar: trial:");
    }

    /** SIGTERM to a backend is what {@code pg_terminate_backend} sends. */
    private void cutConnections() throws Exception {
        for (String backend : fixture.database()
                .query("select pid from pg_stat_activity where usename = 'cairn_app' and pid <> pg_backend_pid()")) {
            // One that has already ended by itself is cut off too.
            ProcessHandle.of(Long.parseLong(backend)).ifPresent(ProcessHandle::destroy);
        }
    }

    private void equalsTheUndisturbedOne(ExperimentId experiment) {
        assertThat(fixture.differences(undisturbed, experiment)).isEmpty();
    }

    private void awaitUnits(ExperimentId experiment, int number) {
        await().pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(() -> units(experiment) >= number);
    }

    private int units(ExperimentId experiment) {
        return (int) fixture.database()
                .number("select count(*) from run_unit u join run r on r.id = u.run_id where r.experiment_id = "
                        + experiment);
    }
}
