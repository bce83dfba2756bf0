package dev.cairn.fleet;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.Home;
import dev.cairn.testing.NoServices;
import dev.cairn.testing.Signals;
import dev.cairn.testing.TestConfig;
import dev.cairn.vllm.GpuShare;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes of several runs. */
@Tag("real")
@EnabledIfEnvironmentVariable(named = "CAIRN_PYTHON", matches = ".+")
@Timeout(300)
final class WorkersTest {
    private final Home home;
    private final Workers workers;

    WorkersTest(@TempDir Path temporary) {
        home = Home.at(temporary);
        workers = new Workers(
                Path.of(System.getenv().getOrDefault("CAIRN_PYTHON", "/usr/bin/python3")),
                TestConfig.WORKERS,
                new ChildProcesses(home),
                new ArtifactStore(home.artifacts(), home.scratch(), Clock.systemUTC()),
                new NoServices(),
                Ticker.system());
    }

    @AfterEach
    void end() {
        workers.close();
    }

    @Test
    void eachRunHasAProcessThatTheNextOneKeeps() throws Exception {
        PythonWorker first = connect(1, GpuPlan.NONE);
        PythonWorker second = connect(2, GpuPlan.NONE);
        assertThat(second).isNotSameAs(first);
        assertThat(workers.log(claim(1))).contains("worker");
        assertThat(workers.log(claim(2))).contains("worker-2");
        assertThat(connect(2, GpuPlan.NONE)).as("it connects again").isSameAs(second);

        workers.ended(claim(1));
        assertThat(workers.log(claim(1))).isEmpty();
        assertThat(connect(3, GpuPlan.NONE)).isSameAs(first);
        assertThat(processes()).hasSize(2);
    }

    @Test
    void aProcessThatDiedIsReplacedForItsRun() throws Exception {
        connect(1, GpuPlan.NONE);
        ChildRecord killed = processes().getFirst();
        Signals.sendToGroup("KILL", killed.pid());
        await().until(() -> killed.process().isEmpty());
        connect(1, GpuPlan.NONE);
        assertThat(processes()).hasSize(1).doesNotContain(killed);
        assertThat(workers.log(claim(1))).contains("worker");
    }

    @Test
    void anIdleProcessOnAGpuEndsWhenAnotherRunNeedsTheGpu() throws Exception {
        connect(1, gpus("0", "1"));
        connect(2, gpus("2", "3"));
        ChildRecord onFirst = processes().getFirst();
        workers.ended(claim(1));
        connect(3, gpus("1", "4"));
        assertThat(onFirst.process()).isEmpty();
        assertThat(processes()).as("that of the run at work is left alone").hasSize(2);
    }

    @Test
    void theProcessOfAnAbandonedRunEndsAndTheNextRunHasAnother() throws Exception {
        connect(1, GpuPlan.NONE);
        connect(2, GpuPlan.NONE);
        ChildRecord stuck = processes().getFirst();
        assertThat(workers.abandon(claim(1))).as("nothing of it is left").isTrue();
        assertThat(stuck.process()).isEmpty();
        connect(3, GpuPlan.NONE);
        assertThat(processes()).hasSize(2).doesNotContain(stuck);
    }

    private PythonWorker connect(long run, GpuPlan gpus) throws InterruptedException {
        return workers.connect(RealFleet.needs(), gpus, claim(run));
    }

    private List<ChildRecord> processes() {
        return new ChildProcesses(home)
                .leftovers().stream()
                        .sorted(Comparator.comparing(ChildRecord::kind))
                        .toList();
    }

    private static Claim claim(long run) {
        return new Claim(run, 1);
    }

    private static GpuPlan gpus(String engine, String trainer) {
        return new GpuPlan(new GpuShare(List.of(engine), null), Integer.valueOf(trainer), Set.of(engine, trainer));
    }
}
