package dev.cairn.chaos;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.Gate;
import dev.cairn.runs.RunLifecycleEvent;
import dev.cairn.runs.RunLifecycleEvent.UnitOutcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The counters of runs agree with the database. */
@Timeout(300)
final class RunNewsTest extends OneControlPlane {
    RunNewsTest(@TempDir Path temporary) {
        super(temporary, 1);
    }

    private <N extends RunLifecycleEvent> List<N> of(Class<N> kind) {
        return news.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void unitsAndRolloutsAreThoseOfTheLedgerAndEachRunIsClaimedAndEndsOnce() {
        ExperimentId experiment = fixture.submit();
        fixture.awaitEnd(experiment);
        int runs = fixture.read(experiment).runs().size();
        await().untilAsserted(
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
        faults.crash("generate r\\d+/screen.*");
        fixture.submit();
        awaitFailure(FailureClass.BUG);
        faults.fail("generate r\\d+/screen.*", Remedy.RETRY);
        fixture.submit();
        awaitFailure(FailureClass.INFRASTRUCTURE);
        faults.fail("generate r\\d+/screen.*", Remedy.FIX_REQUEST);
        fixture.submit();
        awaitFailure(FailureClass.USER);
        assertThat(of(RunLifecycleEvent.UnitEnded.class))
                .filteredOn(unit -> unit.unit().text().startsWith("screen"))
                .isNotEmpty()
                .allMatch(unit ->
                        unit.outcome() == UnitOutcome.FAILED && unit.rollouts().isEmpty());
    }

    @Test
    void aRunThatIsTakenFromTheDeadIsToldAsThat() {
        admin.gate(Gate.PAUSED);
        ExperimentId experiment = fixture.submit();
        long screen = fixture.read(experiment).runs().getFirst().id().value();
        database.execute("update run set state = 'running', started_at = now() where id = " + screen);
        database.execute("insert into run_owner (run_id, owner, fence) values (" + screen + ", 'dead', 1)");
        database.execute("insert into run_heartbeat values (" + screen + ", 1, now() - interval '1 second')");
        awaitFailure(FailureClass.BUG);
        assertThat(of(RunLifecycleEvent.Reaped.class)).hasSize(1);
        assertThat(of(RunLifecycleEvent.Ended.class))
                .as("this queue fails a run whose owner died once")
                .hasSize(1);
    }

    private void awaitFailure(FailureClass failure) {
        await().untilAsserted(() -> assertThat(of(RunLifecycleEvent.Ended.class))
                .contains(new RunLifecycleEvent.Ended(RunState.FAILED, failure)));
    }
}
