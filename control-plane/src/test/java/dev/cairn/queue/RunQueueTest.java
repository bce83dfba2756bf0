package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.RunState;
import dev.cairn.ids.RunId;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final TestQueue queue = new TestQueue(database, Duration.ofMinutes(10));

    @Test
    void handsOutTheOldestQueuedRunOnceAndWhatDependsOnItAfterwards() {
        Experiment experiment = experiments.submit(Map.of());
        Lease screen = queue.claim("a").orElseThrow();
        assertThat(screen.run()).isEqualTo(experiments.run(experiment, "screen"));
        assertThat(screen.fence()).isEqualTo(1);
        assertThat(experiments.state(screen.run())).isEqualTo(RunState.RUNNING);
        assertThat(queue.claim("b")).isEmpty();

        assertThat(queue.complete(screen)).isEqualTo(RunState.SUCCEEDED);
        assertThat(experiments.state(experiments.run(experiment, "soar"))).isEqualTo(RunState.QUEUED);
        assertThat(experiments.state(experiments.run(experiment, "evaluate-base")))
                .isEqualTo(RunState.QUEUED);
        assertThat(experiments.state(experiments.run(experiment, "hard-only"))).isEqualTo(RunState.WAITING);
        assertThat(queue.claim("a").orElseThrow().run()).isEqualTo(experiments.run(experiment, "soar"));
        assertThat(queue.claim("a").orElseThrow().run()).isEqualTo(experiments.run(experiment, "evaluate-base"));
    }

    @Test
    void manyClaimersNeverGetTheSameRun() throws Exception {
        for (int i = 0; i < 6; i++) {
            experiments.submit(Map.of());
        }
        List<Callable<Optional<Lease>>> claims = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String owner = "owner" + i;
            claims.add(() -> queue.claim(owner));
        }
        List<RunId> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Lease>> claim : threads.invokeAll(claims)) {
                claim.get().ifPresent(lease -> claimed.add(lease.run()));
            }
        }
        assertThat(claimed).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aFailureCancelsEverythingThatDependsOnItInTheSameTransaction() {
        Experiment experiment = experiments.submit(Map.of());
        queue.complete(queue.claim("a").orElseThrow());
        Lease soar = queue.claim("a").orElseThrow();
        queue.fail(soar, "the engine is gone");
        assertThat(experiments.store().find(experiment.id()).orElseThrow().runs())
                .extracting(run -> run.name() + " " + run.state().wireName() + " " + run.reason())
                .containsExactly(
                        "screen succeeded null",
                        "soar failed the engine is gone",
                        "evaluate-base queued null",
                        "evaluate-promoted cancelled depends on run soar, which failed",
                        "hard-only cancelled depends on run soar, which failed",
                        "evaluate-hard-only cancelled depends on run hard-only, which was cancelled");
        assertThat(database.query("select count(*) from run_owner where run_id = " + soar.run()))
                .as("a run that has ended has no owner")
                .containsExactly("0");
    }

    @Test
    void aScreeningThatCameToItsBudgetWithoutAHardSetCancelsItsDependentsWithThatReason() {
        Experiment experiment = experiments.submit(Map.of());
        Lease screen = queue.claim("a").orElseThrow();
        queue.queue()
                .end(screen, new RunOutcome.OutOfBudget("budget: 200 of 200 rollouts", BudgetSpec.Dependents.START));
        assertThat(experiments.store().find(experiment.id()).orElseThrow().runs())
                .filteredOn(run -> run.name().equals("soar") || run.name().equals("evaluate-base"))
                .allMatch(run -> run.state() == RunState.CANCELLED)
                .extracting(Run::reason)
                .containsOnly("depends on run screen, which exhausted its budget (budget: 200 of 200 rollouts)"
                        + " before it had a hard set");
        assertThatThrownBy(() -> experiments.control().retry(experiments.run(experiment, "soar")))
                .hasMessageContaining("exhausted its budget before it had a hard set");
    }

    @Test
    void aRunWhoseLeaseRanOutIsTakenOverWithAHigherFence() {
        experiments.submit(Map.of());
        Lease first = queue.claim("a").orElseThrow();
        assertThat(queue.claim("b")).isEmpty();
        expire(first);
        Lease second = queue.claim("b").orElseThrow();
        assertThat(second.run()).isEqualTo(first.run());
        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThat(experiments.state(second.run())).isEqualTo(RunState.RUNNING);

        assertThat(queue.heartbeat(first)).isEqualTo(Heartbeat.LOST);
        assertThat(queue.heartbeat(second)).isEqualTo(Heartbeat.HELD);
        assertThatThrownBy(() -> queue.complete(first)).isInstanceOf(OwnershipLostException.class);
        assertThatThrownBy(() -> queue.fail(first, "x")).isInstanceOf(OwnershipLostException.class);
        assertThat(experiments.state(first.run())).isEqualTo(RunState.RUNNING);
        queue.release(first);
        assertThat(queue.claim("c"))
                .as("an old owner can't let go of what it does not hold")
                .isEmpty();
        queue.release(second);
        assertThat(queue.claim("c").orElseThrow().fence()).isGreaterThan(second.fence());
    }

    @Test
    void aRunThatFindsNoRoomWaitsAsOftenAsNeeded() {
        experiments.submit(Map.of());
        for (int claim = 0; claim < 2 * QueueSettings.standard().failedClaimLimit(); claim++) {
            Lease lease = queue.claim("a").orElseThrow();
            queue.queue().postpone(lease, "the engine is full", Duration.ofHours(1));
            assertThat(experiments.state(lease.run())).isEqualTo(RunState.QUEUED);
            assertThat(queue.claim("a")).as("not before an hour has passed").isEmpty();
            database.execute("update run set not_before = now()");
        }
        assertThat(database.query("select max(failed_claims) from run")).containsExactly("0");
        Lease last = queue.claim("a").orElseThrow();
        queue.release(last);
        queue.queue().postpone(last, "too late", Duration.ofHours(1));
        assertThat(queue.claim("b")).isPresent();
    }

    @Test
    void roomThatWasFreedEndsThePostponementThatItWasMeantFor() {
        experiments.submit(Map.of());
        Lease lease = queue.claim("a").orElseThrow();
        Instant until = queue.queue()
                .postpone(lease, "the engine is full", Duration.ofHours(1))
                .orElseThrow();
        queue.queue().roomFreed(Map.of(lease.run(), until.plusSeconds(1)));
        assertThat(queue.claim("a")).as("it has been postponed again since").isEmpty();
        queue.queue().roomFreed(Map.of(lease.run(), until));
        assertThat(queue.claim("a")).isPresent();
    }

    @Test
    void aHeartbeatMakesTheLeaseLongerOnTheDatabasesClock() {
        experiments.submit(Map.of());
        Lease lease = queue.claim("a").orElseThrow();
        expire(lease);
        assertThat(queue.heartbeat(lease)).isEqualTo(Heartbeat.HELD);
        assertThat(database.query("select lease_until > now() + interval '9 minutes' from run_heartbeat"))
                .containsExactly("t");
        assertThat(queue.claim("b")).isEmpty();
        assertThat(lease.stopAfter()).isEqualTo(Duration.ofSeconds(400));
    }

    @Test
    void aHeartbeatDoesNotWaitForACommitThatHoldsTheOwnersRow() throws Exception {
        experiments.submit(Map.of());
        Lease lease = queue.claim("a").orElseThrow();
        try (Connection commit = experiments.database().getConnection();
                Statement statement = commit.createStatement()) {
            commit.setAutoCommit(false);
            statement.execute("select 1 from run_owner where run_id = " + lease.run() + " for share");
            assertThat(queue.heartbeat(lease)).isEqualTo(Heartbeat.HELD);
            commit.rollback();
        }
    }

    @Test
    void aRunIsCancelledByWhoFindsItsOwnerDead() {
        Experiment experiment = experiments.submit(Map.of());
        Lease first = queue.claim("a").orElseThrow();
        experiments.control().cancel(experiment.id());
        assertThat(experiments.state(first.run())).isEqualTo(RunState.CANCELLING);
        assertThat(queue.heartbeat(first)).isEqualTo(Heartbeat.CANCELLING);
        expire(first);
        assertThat(queue.claim("b")).isEmpty();
        assertThat(experiments.state(first.run())).isEqualTo(RunState.CANCELLED);
        assertThat(queue.heartbeat(first)).isEqualTo(Heartbeat.LOST);
    }

    @Test
    void aRunThatIsBeingCancelledIsCancelledEvenWhenItsWorkWasDone() {
        Experiment experiment = experiments.submit(Map.of());
        Lease lease = queue.claim("a").orElseThrow();
        experiments.control().cancel(experiment.id());
        assertThat(queue.complete(lease)).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void theDatabaseLetsNoFenceShrink() {
        experiments.submit(Map.of());
        Lease lease = queue.claim("a").orElseThrow();
        assertThatThrownBy(() -> database.execute("update run_owner set fence = 0 where run_id = " + lease.run()))
                .hasMessageContaining("CA002");
        assertThatThrownBy(() -> database.execute("update run_owner set owner = 'b' where run_id = " + lease.run()))
                .hasMessageContaining("CA002");
    }

    private void expire(Lease lease) {
        database.execute(
                "update run_heartbeat set lease_until = now() - interval '1 second' where run_id = " + lease.run());
    }

    @Test
    void oneFullPoolDoesNotHideARunThatFits() {
        database.execute(
                "insert into pool (name, training_slots) values ('narrow', 3) on conflict (name) do update set training_slots = 3");
        Experiment first = experiments.submit(Map.of("queue.pool", "narrow", "execution.trialsInParallel", 2));
        queue.complete(claimed(experiments.run(first, "screen"), "narrow"));
        assertThat(claimed(experiments.run(first, "soar"), "narrow")).isNotNull();
        // 200 of them are more than what is read at a time; each wants 2 of the 1 that is left
        database.execute(
                "insert into run (experiment_id, ordinal, name, kind, settings, seed, state, pool, priority, training_slots)"
                        + " select experiment_id, 1000 + n, 'wide-' || n, kind, settings, seed, 'queued', 'narrow', 9, 2 from run,"
                        + " generate_series(1, 250) n where id = " + experiments.run(first, "soar"));
        assertThat(queue.claim("a", Set.of("narrow")).orElseThrow().run())
                .isEqualTo(experiments.run(first, "evaluate-base"));
    }

    private Lease claimed(RunId run, String pool) {
        Lease lease = queue.claim("a", Set.of(pool)).orElseThrow();
        assertThat(lease.run()).isEqualTo(run);
        return lease;
    }
}
