package dev.cairn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.RefusedException;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.FailureClass;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunOutcome;
import dev.cairn.experiments.RunState;
import dev.cairn.experiments.RunTransitions;
import dev.cairn.ids.RunId;
import dev.cairn.ports.OwnershipLostException;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import dev.cairn.testing.TestQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue and an in-memory model of it: each operation is applied to both, and must have the same result. */
final class QueueModel {
    private final TestDatabase database;
    private final TestExperiments experiments;
    private final RunQueue queue;
    private final Map<RunId, ModelRun> runs = new HashMap<>();
    private final List<ModelRun> order = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();
    private int units;

    QueueModel(TestDatabase database, TestExperiments experiments, RunQueue queue) {
        this.database = database;
        this.experiments = experiments;
        this.queue = queue;
    }

    List<ModelRun> runs() {
        return order;
    }

    List<Lease> leases() {
        return leases;
    }

    /** A run, and one that depends on it. */
    void submit() {
        Experiment experiment = experiments.submitPair();
        ModelRun first = add(new ModelRun(experiment.runs().getFirst().id(), experiment.id(), null, RunState.QUEUED));
        add(new ModelRun(experiment.runs().getLast().id(), experiment.id(), first, RunState.WAITING));
    }

    private ModelRun add(ModelRun run) {
        runs.put(run.id, run);
        order.add(run);
        return run;
    }

    void claim(String owner) {
        queue.invalidateCandidates();
        Optional<Lease> claimed = queue.claim(owner, TestQueue.POOLS);
        assertThat(claimed.isPresent())
                .as("something was queued")
                .isEqualTo(order.stream().anyMatch(run -> run.state == RunState.QUEUED));
        claimed.ifPresent(lease -> {
            ModelRun run = of(lease);
            assertThat(run.state).as("claimed: " + run).isEqualTo(RunState.QUEUED);
            assertThat(lease.fence()).as("fences strictly grow").isGreaterThan(run.fence);
            run.state = RunState.RUNNING;
            run.fence = lease.fence();
            run.lease = lease;
            leases.add(lease);
        });
    }

    void heartbeat(Lease lease) {
        ModelRun run = of(lease);
        Heartbeat expected = !run.isHeldBy(lease)
                ? Heartbeat.LOST
                : switch (run.state) {
                    case RUNNING -> Heartbeat.HELD;
                    case PAUSING -> Heartbeat.STOP_AFTER_UNIT;
                    case CANCELLING -> Heartbeat.CANCELLING;
                    case WAITING, QUEUED, PAUSED, SUCCEEDED, FAILED, CANCELLED -> Heartbeat.LOST;
                };
        assertThat(queue.heartbeat(lease)).as(run.toString()).isEqualTo(expected);
        if (run.isHeldBy(lease)) {
            run.expired = false;
        }
    }

    void expire(ModelRun run) {
        database.execute("update run_heartbeat set lease_until = now() - interval '1 second' where run_id = " + run.id);
        run.expired = run.lease != null;
    }

    void reap() {
        List<ModelRun> dead = order.stream().filter(run -> run.expired).toList();
        int reaped = 0;
        for (int now = queue.reap().size(); now > 0; now = queue.reap().size()) {
            reaped += now;
        }
        assertThat(reaped).isEqualTo(dead.size());
        dead.forEach(this::leave);
    }

    private void leave(ModelRun run) {
        run.state = RunTransitions.ownerless(run.state);
        run.fence++;
        run.disown();
        if (run.state == RunState.CANCELLED) {
            ended(run);
        }
    }

    void end(Lease lease, boolean well) {
        ModelRun run = of(lease);
        RunOutcome ending = well ? new RunOutcome.Succeeded() : new RunOutcome.Failed(FailureClass.USER, "on purpose");
        if (!run.isHeldBy(lease)) {
            assertThatThrownBy(() -> queue.end(lease, ending)).isInstanceOf(OwnershipLostException.class);
            return;
        }
        RunState expected = RunTransitions.ending(run.state, ending.state());
        assertThat(queue.end(lease, ending)).isEqualTo(expected);
        run.state = expected;
        run.disown();
        ended(run);
    }

    void release(Lease lease) {
        queue.release(lease, "on purpose");
        leftBy(lease);
    }

    void later(Lease lease) {
        queue.defer(lease, "on purpose", tries -> Duration.ZERO);
        leftBy(lease);
    }

    private void leftBy(Lease lease) {
        ModelRun run = of(lease);
        if (run.isHeldBy(lease)) {
            leave(run);
        }
    }

    /** Commits a result under this lease, in time or too late. */
    void commit(Lease lease) {
        ModelRun run = of(lease);
        String insert =
                "insert into run_unit (run_id, unit, fence, attempt, owner, result, rollouts, started_at) values ("
                        + run.id + ", 'unit" + units++ + "', " + lease.fence() + ", 1, '" + lease.owner()
                        + "', '{}', 0, now())";
        if (run.isHeldBy(lease)) {
            database.execute(insert);
        } else {
            assertThatThrownBy(() -> database.execute(insert))
                    .as(run.toString())
                    .hasMessageContaining("CA003");
        }
    }

    void cancel(ModelRun run) {
        switch (run.state) {
            case WAITING, QUEUED, PAUSED -> {
                experiments.control().cancel(run.id);
                run.state = RunState.CANCELLED;
                ended(run);
            }
            case RUNNING, PAUSING -> {
                experiments.control().cancel(run.id);
                run.state = RunState.CANCELLING;
            }
            case CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                assertThatThrownBy(() -> experiments.control().cancel(run.id)).isInstanceOf(RefusedException.class);
        }
    }

    void pause(ModelRun run) {
        switch (run.state) {
            case WAITING, QUEUED -> {
                experiments.control().pause(run.id);
                run.state = RunState.PAUSED;
            }
            case RUNNING -> {
                experiments.control().pause(run.id);
                run.state = RunState.PAUSING;
            }
            case PAUSING, PAUSED, CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                assertThatThrownBy(() -> experiments.control().pause(run.id)).isInstanceOf(RefusedException.class);
        }
    }

    void resume(ModelRun run) {
        switch (run.state) {
            case PAUSED -> {
                experiments.control().resume(run.id);
                ModelRun before = run.dependsOn;
                run.state = before == null || before.state == RunState.SUCCEEDED ? RunState.QUEUED : RunState.WAITING;
            }
            case PAUSING -> {
                experiments.control().resume(run.id);
                run.state = RunState.RUNNING;
            }
            case WAITING, QUEUED, RUNNING, CANCELLING, SUCCEEDED, FAILED, CANCELLED ->
                assertThatThrownBy(() -> experiments.control().resume(run.id)).isInstanceOf(RefusedException.class);
        }
    }

    void retry(ModelRun run) {
        ModelRun before = newest(run.dependsOn);
        boolean dependencyLost = before != null && before.state.isFinal() && before.state != RunState.SUCCEEDED;
        boolean fits = (run.state == RunState.FAILED || run.state == RunState.CANCELLED)
                && run.copiedAs == null
                && !dependencyLost;
        if (!fits) {
            assertThatThrownBy(() -> experiments.control().retry(run.id))
                    .as(run.toString())
                    .isInstanceOf(RefusedException.class);
            return;
        }
        Run copy = experiments.control().retry(run.id).orElseThrow();
        boolean ready = before == null || before.state == RunState.SUCCEEDED;
        ModelRun copied =
                add(new ModelRun(copy.id(), run.experiment, before, ready ? RunState.QUEUED : RunState.WAITING));
        run.copiedAs = copied;
        order.stream()
                .filter(other -> other.dependsOn == run && other.copiedAs == null)
                .toList()
                .forEach(dependent -> {
                    RunId id = experiments.newest(dependent.experiment, dependent.id);
                    dependent.copiedAs = add(new ModelRun(id, run.experiment, copied, RunState.WAITING));
                });
    }

    private static @Nullable ModelRun newest(@Nullable ModelRun run) {
        return run == null || run.copiedAs == null ? run : newest(run.copiedAs);
    }

    private void ended(ModelRun run) {
        for (ModelRun dependent : order) {
            if (dependent.dependsOn == run) {
                if (run.state == RunState.SUCCEEDED) {
                    dependent.state = dependent.state == RunState.WAITING ? RunState.QUEUED : dependent.state;
                } else if (dependent.state == RunState.WAITING || dependent.state == RunState.PAUSED) {
                    dependent.state = RunState.CANCELLED;
                }
            }
        }
    }

    /** Checks that every accepted run exists in the right state. */
    void check() {
        Map<String, String> expected = new HashMap<>();
        order.forEach(run -> expected.put(run.id.toString(), run.state.wireName()));
        Map<String, String> found = new HashMap<>();
        database.query("select id, state from run").forEach(row -> {
            String[] columns = row.split("\\|", -1);
            found.put(columns[0], columns[1]);
        });
        assertThat(found).isEqualTo(expected);
    }

    private ModelRun of(Lease lease) {
        return Objects.requireNonNull(runs.get(lease.run()));
    }
}
