package dev.cairn.vllm;

import static dev.cairn.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.base.Backoff;
import dev.cairn.ports.Completion;
import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.PromptSlot;
import dev.cairn.ports.Sampling;
import dev.cairn.ports.StorageRoot;
import dev.cairn.testing.FakeVllmServer;
import dev.cairn.testing.HeldCalls;
import dev.cairn.vllm.EnginePlan.Device;
import dev.cairn.vllm.EnginePlan.Precision;
import dev.cairn.vllm.EnginePlan.PrefixCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class VllmSupervisorTest {
    @TempDir
    private Path directory;

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final FakeLauncher launcher = new FakeLauncher();

    @Test
    void startsWaitsForHealthAndEnds() throws Exception {
        VllmSupervisor supervisor = supervisor(3);
        supervisor.start();
        supervisor.awaitUp();
        assertThat(progress).anyMatch(line -> line.startsWith("vLLM is up after"));
        assertThat(supervisor.logLocation()).contains("engine.log");
        supervisor.close();
        assertThat(launcher.engines.getFirst().isAlive()).isFalse();
        assertThatThrownBy(supervisor::awaitUp)
                .isInstanceOf(PortException.class)
                .hasMessageContaining("Cairn is stopping");
    }

    @Test
    void anEngineEndsEvenIfItsRunIsInterruptedAgainAndAgain() throws Exception {
        VllmSupervisor supervisor = supervisor(3);
        supervisor.start();
        launcher.engines.getFirst().interruptedWhileEnding().set(Thread.currentThread());
        supervisor.close();
        assertThat(launcher.engines.getFirst().isAlive()).isFalse();
        assertThat(Thread.interrupted()).as("the interrupt is not lost").isTrue();
    }

    @Test
    void endsWhatAnEarlierLifeLeftBehindFirst() throws Exception {
        try (VllmSupervisor supervisor = supervisor(3)) {
            supervisor.start();
        }
        assertThat(launcher.calls).startsWith("end left behind", "launch");
    }

    @Test
    void anEngineThatDiesWhileStartingIsReportedWithItsLog() throws Exception {
        launcher.diesAtOnce = true;
        try (VllmSupervisor supervisor = supervisor(3)) {
            assertThatThrownBy(supervisor::start)
                    .isInstanceOf(PortException.class)
                    .matches(e -> ((PortException) e).remedy() == Remedy.WAIT, "it is tried again, and is not a bug")
                    .hasMessageContaining("ended while starting")
                    .hasMessageContaining("ValueError: no such model");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(launcher.port, 1, InetAddress.getLoopbackAddress());
                VllmSupervisor supervisor = supervisor(3)) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(supervisor::start)
                    .matches(e -> ((PortException) e).remedy() == Remedy.WAIT, "it is tried again, and is not a bug")
                    .hasMessageContaining("port " + launcher.port);
        }
        assertThat(launcher.calls).doesNotContain("launch");
    }

    @Test
    void aDeadEngineComesBackWithItsAdaptersAndCallsInFlightEndWell() throws Exception {
        try (VllmSupervisor supervisor = supervisor(3);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            supervisor.start();
            EngineSettings settings = new EngineSettings(
                    supervisor.url(),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    new EngineLimits(100, 1000),
                    4,
                    new RetryPolicy(20, new Backoff(Duration.ofMillis(10), Duration.ofMillis(100))));
            try (VllmGenerator generator = new VllmGenerator(
                    settings, supervisor, policy -> Path.of("/a").resolve(policy.path()))) {
                supervisor.whenRestarted(generator::republish);
                Generator.Serving policy = generator.acquire("r1/p/f1.1", new PolicyRef(StorageRoot.SCRATCH, "x", "0"));
                HeldCalls held = launcher.engines.getFirst().server().hold(call -> call.startsWith("generate"));
                Future<List<List<Completion>>> flying =
                        executor.submit(() -> policy.generate(List.of(new PromptSlot("q", 1)), new Sampling(1, 2, 8)));
                held.awaitArrival();
                launcher.engines.getFirst().die(137);
                assertThat(flying.get().getFirst()).hasSize(2);
                assertThat(launcher.engines).hasSize(2);
                assertThat(launcher.engines.getLast().server().adapterCalls()).containsExactly("load r1/p/f1.1");
            }
        }
    }

    @Test
    void anEngineThatAnswersThatItsCoreIsGoneIsRestarted() throws Exception {
        try (VllmSupervisor supervisor = supervisor(3)) {
            supervisor.start();
            launcher.engines.getFirst().server().health(503);
            await().until(() -> launcher.engines.size() == 2);
            supervisor.awaitUp();
            assertThat(launcher.engines.getFirst().isAlive()).isFalse();
        }
    }

    @Test
    void itGivesUpAfterItsRestartsWithTheLogsLastLines() throws Exception {
        try (VllmSupervisor supervisor = supervisor(2)) {
            supervisor.start();
            launcher.diesAtOnce = true;
            launcher.engines.getFirst().die(1);
            await().until(() -> launcher.engines.size() == 3);
            assertThatThrownBy(() -> awaitGivenUp(supervisor))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("was restarted 2 times")
                    .hasMessageContaining("ValueError: no such model");
        }
        assertThat(launcher.engines).hasSize(3);
    }

    private VllmSupervisor supervisor(int restarts) {
        return new VllmSupervisor(
                plan(launcher.port),
                new SupervisorSettings(
                        Duration.ofSeconds(10),
                        restarts,
                        new Backoff(Duration.ofMillis(10), Duration.ofSeconds(30)),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1)),
                launcher,
                InstantSource.system(),
                ApiKey.NONE,
                progress::add);
    }

    private static void awaitGivenUp(VllmSupervisor supervisor) throws InterruptedException {
        while (true) {
            supervisor.awaitUp();
            Thread.onSpinWait();
        }
    }

    private static EnginePlan plan(int port) {
        return new EnginePlan(
                Path.of("/venv/bin/python"),
                Path.of("/workers/src"),
                Path.of("/models/tiny"),
                "base",
                port,
                Precision.FLOAT32,
                Device.CPU,
                GpuShare.NONE,
                8,
                4,
                128,
                new EngineLimits(100, 1000),
                1,
                new CpuLayout.OneProcess(1),
                PrefixCache.ON);
    }

    /** Its engines are servers in this JVM. */
    private final class FakeLauncher implements EngineProcess.Launcher {
        final List<FakeEngine> engines = new CopyOnWriteArrayList<>();
        final List<String> calls = new ArrayList<>();
        final int port = freePort();
        volatile boolean diesAtOnce;

        @Override
        public void endLeftovers() {
            calls.add("end left behind");
        }

        @Override
        public EngineProcess launch(EngineProcess.Launch launch) {
            calls.add("launch");
            try {
                Path log =
                        Files.writeString(directory.resolve("engine.log"), "INFO hello\nValueError: no such model\n");
                FakeEngine engine = new FakeEngine(diesAtOnce ? null : new FakeVllmServer(launch.port()), log);
                engines.add(engine);
                if (diesAtOnce) {
                    engine.exited.complete(1);
                }
                return engine;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static int freePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private record FakeEngine(
            @Nullable FakeVllmServer vllm,
            Path log,
            CompletableFuture<Integer> exited,
            AtomicReference<@Nullable Thread> interruptedWhileEnding)
            implements EngineProcess {
        FakeEngine(@Nullable FakeVllmServer vllm, Path log) {
            this(vllm, log, new CompletableFuture<>(), new AtomicReference<>());
        }

        FakeVllmServer server() {
            return Objects.requireNonNull(vllm);
        }

        void die(int code) {
            if (vllm != null) {
                vllm.close();
            }
            exited.complete(code);
        }

        @Override
        public long pid() {
            return 4711;
        }

        @Override
        public boolean isAlive() {
            return !exited.isDone();
        }

        @Override
        public void end(Duration grace) throws InterruptedException {
            Thread interrupted = interruptedWhileEnding.getAndSet(null);
            if (interrupted != null) {
                interrupted.interrupt();
                // Throws in the thread that was interrupted.
                new Semaphore(1).acquire();
            }
            die(143);
        }
    }
}
