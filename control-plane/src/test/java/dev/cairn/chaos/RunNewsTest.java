package dev.cairn.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.QueueSettings;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.runs.RunLifecycleEvent.UnitOutcome;
import dev.cairn.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of runs is what the database says of them. */
@Timeout(300)
final class RunNewsTest {
    private final TestDatabase database = TestDatabase.empty();
    private final Queue<RunLifecycleEvent> news = new ConcurrentLinkedQueue<>();
    private final Stops stops = new Stops();
    private final ChaosRig rig;
    private final Plane plane;

    RunNewsTest(@TempDir Path temporary) {
        rig = new ChaosRig(database, temporary.resolve("artifacts"));
        plane = Plane.of(
                rig.experiments().database(),
                "here",
                new QueueSettings(Duration.ofSeconds(15), Duration.ofMillis(50), 1),
                temporary.resolve("artifacts"),
                Duration.ofSeconds(5),
                news::add);
        plane.world().onCall(stops);
    }

    @BeforeEach
    void start() {
        plane.executor().start();
    }

    @AfterEach
    void end() {
        stops.none();
        plane.executor().close();
        database.execute("update pool set state = 'open'");
    }

    private <N extends RunLifecycleEvent> List<N> of(Class<N> kind) {
        return news.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void unitsAndRolloutsAreThoseOfTheLedgerAndEachRunIsClaimedAndEndsOnce() {
        ExperimentId experiment = rig.submit();
        rig.awaitEnd(experiment);
        int runs = rig.read(experiment).runs().size();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(of(RunLifecycleEvent.Ended.class)).hasSize(runs));
        assertThat(of(RunLifecycleEvent.Ended.class))
                .containsOnly(new RunLifecycleEvent.Ended(RunState.SUCCEEDED, null));
        assertThat(of(RunLifecycleEvent.Claimed.class)).hasSize(runs);

        List<RunLifecycleEvent.UnitEnded> units = of(RunLifecycleEvent.UnitEnded.class);
        assertThat(units).allMatch(unit -> unit.outcome() == UnitOutcome.COMMITTED);
        assertThat((long) units.size()).isEqualTo(database.number("select count(*) from run_unit"));
        assertThat(units.stream().mapToLong(unit -> unit.rollouts().size()).sum())
                .isEqualTo(database.number("select count(*) from rollout"))
                .isPositive();
    }

    @Test
    void failuresAreToldByWhoseFaultTheyAre() {
        stops.crash("generate r\\d+/screen.*");
        rig.submit();
        awaitFailure(FailureClass.BUG);
        stops.fail("generate r\\d+/screen.*", Remedy.RETRY);
        rig.submit();
        awaitFailure(FailureClass.INFRASTRUCTURE);
        stops.fail("generate r\\d+/screen.*", Remedy.FIX_REQUEST);
        rig.submit();
        awaitFailure(FailureClass.USER);
        assertThat(of(RunLifecycleEvent.UnitEnded.class))
                .filteredOn(unit -> unit.unit().text().startsWith("screen"))
                .isNotEmpty()
                .allMatch(unit ->
                        unit.outcome() == UnitOutcome.FAILED && unit.rollouts().isEmpty());
    }

    @Test
    void aRunThatIsTakenFromTheDeadIsToldAsThat() {
        database.execute("update pool set state = 'paused'");
        ExperimentId experiment = rig.submit();
        long screen = rig.read(experiment).runs().getFirst().id().value();
        database.execute("update run set state = 'running', started_at = now() where id = " + screen);
        database.execute("insert into run_owner (run_id, owner, fence) values (" + screen + ", 'dead', 1)");
        database.execute("insert into run_heartbeat values (" + screen + ", 1, now() - interval '1 second')");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(of(RunLifecycleEvent.Reaped.class)).hasSize(1));
        assertThat(of(RunLifecycleEvent.Ended.class))
                .as("this queue fails a run whose owner died once")
                .containsExactly(new RunLifecycleEvent.Ended(RunState.FAILED, FailureClass.BUG));
    }

    private void awaitFailure(FailureClass failure) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(of(RunLifecycleEvent.Ended.class))
                        .contains(new RunLifecycleEvent.Ended(RunState.FAILED, failure)));
    }
}
