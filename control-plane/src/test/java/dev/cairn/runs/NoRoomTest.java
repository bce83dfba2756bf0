package dev.cairn.runs;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.base.Ticker;
import dev.cairn.experiments.RunState;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.RunPorts;
import dev.cairn.ids.RunId;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.queue.ControlPlanes;
import dev.cairn.queue.ControlPlanes.ControlPlane;
import dev.cairn.queue.RunQueue;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.testing.TestConfig;
import dev.cairn.testing.TestControlPlane;
import dev.cairn.testing.TestDatabase;
import dev.cairn.testing.TestExperiments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at a time on a machine with room for one. */
@Timeout(300)
final class NoRoomTest {
    private final TestDatabase database = TestDatabase.empty();
    private final TestExperiments experiments = new TestExperiments(database);
    private final SmallMachine machine = new SmallMachine();
    private final TestControlPlane plane;
    private final RunExecutor executor;

    NoRoomTest(@TempDir Path temporary) {
        plane = TestControlPlane.on(database)
                .config(new TestConfig(temporary.resolve("home"), Path.of("/no/python"), Duration.ZERO))
                .artifacts(temporary.resolve("artifacts"))
                .ports(machine);
        executor = new RunExecutor(
                plane.get(RunQueue.class),
                plane.get(RunWork.class),
                plane.get(ControlPlanes.class),
                plane.get(ControlPlane.class),
                new ExecutorSettings(2, Duration.ZERO),
                _ -> {},
                Ticker.system());
    }

    @AfterEach
    void end() {
        machine.mayFail.release(100);
        executor.close();
        plane.close();
    }

    @Test
    void aRunThatFindsNoRoomIsClaimedAsSoonAsAnotherHasEnded() throws Exception {
        List<RunId> runs = List.of(submitted(), submitted());
        executor.start();
        // Both are claimed; either may connect first.
        RunId first = new RunId(machine.placed.take());
        RunId second = runs.get(1 - runs.indexOf(first));
        await().until(
                        () -> database.query("select id from run where not_before > now() and state = 'queued'"),
                        List.of(second.toString())::equals);
        assertThat(machine.refused).as("at once, without further attempts").containsExactly(second.value());

        machine.mayFail.release();
        assertThat(machine.placed.poll(30, TimeUnit.SECONDS))
                .as("not a minute later")
                .isEqualTo(second.value());
        machine.mayFail.release();
        await().until(() -> experiments.state(second), RunState.FAILED::equals);
        assertThat(database.query("select sum(failed_claims) from run")).containsExactly("0");
    }

    @Test
    void noRoomAfterAFailureCountsAsAFailure() throws Exception {
        machine.remedy = Remedy.RETRY;
        machine.roomFor = 1;
        submitted();
        executor.start();
        machine.placed.take();
        machine.mayFail.release();
        await().until(() -> database.query("select sum(failed_claims) from run"), List.of("1")::equals);
        assertThat(machine.refused).hasSize(1);
    }

    private RunId submitted() {
        return experiments.run(experiments.submit(Map.of()), "screen");
    }

    /** Has room for one run, which fails there when it may. */
    private static final class SmallMachine implements Ports {
        private final BlockingQueue<Long> placed = new LinkedBlockingQueue<>();
        private final BlockingQueue<Long> refused = new LinkedBlockingQueue<>();
        private final Semaphore mayFail = new Semaphore(0);
        private volatile Remedy remedy = Remedy.FIX_REQUEST;
        private volatile int roomFor = Integer.MAX_VALUE;
        private @Nullable Claim user;

        @Override
        public RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException {
            if (!take(claim)) {
                refused.add(claim.run());
                throw new PortException(Remedy.NO_ROOM, "the GPUs are in use");
            }
            placed.add(claim.run());
            mayFail.acquire();
            throw new PortException(remedy, "failed on purpose");
        }

        private synchronized boolean take(Claim claim) {
            if ((user != null && !user.equals(claim)) || roomFor == 0) {
                return false;
            }
            roomFor--;
            user = claim;
            return true;
        }

        @Override
        public synchronized void ended(Claim claim) {
            if (claim.equals(user)) {
                user = null;
            }
        }
    }
}
