package dev.cairn.bridge;

import static dev.cairn.bridge.TrainerContract.refused;
import static dev.cairn.testing.Waiting.await;
import static dev.cairn.testing.Waiting.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class EmbeddedPythonTest {
    private static final AtomicInteger numbers = new AtomicInteger();
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void flatArraysCrossBothWaysInTheirOwnType() throws Exception {
        Map<String, FlatArray> arrays = Map.of(
                "i", new FlatArray.Ints(new int[] {1, -2}),
                "l", new FlatArray.Longs(new long[] {1L << 40}),
                "f", new FlatArray.Floats(new float[] {0.5f, Float.NaN, 3}),
                "d", new FlatArray.Doubles(new double[] {Math.PI}),
                "e", new FlatArray.Ints(new int[0]));
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            Map<String, FlatArray> back = call(probe, "echo", arrays).arrays();
            assertThat(((FlatArray.Ints) value(back, "i")).values()).containsExactly(1, -2);
            assertThat(((FlatArray.Longs) value(back, "l")).values()).containsExactly(1L << 40);
            assertThat(((FlatArray.Floats) value(back, "f")).values()).containsExactly(0.5f, Float.NaN, 3);
            assertThat(((FlatArray.Doubles) value(back, "d")).values()).containsExactly(Math.PI);
            assertThat(value(back, "e").length()).isZero();
            JsonNode types = call(probe, "dtypes", arrays).header();
            assertThat(types.toString()).contains("\"i\":\"int32\"", "\"f\":\"float32\"", "\"d\":\"float64\"");
        }
    }

    @Test
    void anEndlessLoopIsStoppedPastItsDeadlineAndTheLinkGoesOn() throws Exception {
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            for (String op : List.of("loop", "swallow", "loop")) {
                PortException error = refused(Remedy.RETRY, () -> probe.call(op, header(), Map.of(), SHORT));
                assertThat(error).hasMessageContaining("0.3 s");
                assertThat(call(probe, "echo", Map.of()).arrays()).isEmpty();
                assertThat(probe.healthy()).isTrue();
            }
        }
    }

    /** A broken import of PyTorch would make every later one in the process fail. */
    @Test
    void aStopWaitsUntilAModuleHasLoaded() throws Exception {
        try (JepLink probe = probe(new OwnerSettings(4, Duration.ofSeconds(1)))) {
            refused(Remedy.RETRY, () -> probe.call("import", header(), Map.of(), SHORT));
            assertThat(call(probe, "import", Map.of()).header().path("loads").asInt())
                    .isEqualTo(1);
            assertThat(probe.healthy()).isTrue();
        }
    }

    @Test
    void anInterruptedCallerStopsItsCall() throws Exception {
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            Thread caller = Thread.startVirtualThread(() -> {
                try {
                    probe.call("loop", header(), Map.of(), RealPython.LONG);
                } catch (Throwable e) {
                    seen.complete(e);
                }
            });
            await().until(() -> caller.getState() == Thread.State.TIMED_WAITING && probe.waiting() == 0);
            caller.interrupt();
            assertThat(resultOf(seen)).isInstanceOf(InterruptedException.class);
            assertThat(call(probe, "echo", Map.of()).arrays()).isEmpty();
        }
    }

    @Test
    void sysExitAndExceptionsAreErrorsAndTheJvmGoesOn() throws Exception {
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            assertThat(call(probe, "exit", Map.of())
                            .header()
                            .path("error")
                            .path("message")
                            .asText())
                    .contains("SystemExit");
            assertThat(call(probe, "raise", Map.of())
                            .header()
                            .path("error")
                            .path("class")
                            .asText())
                    .isEqualTo("internal");
        }
    }

    @Test
    void aFullQueueSaysWait() throws Exception {
        try (JepLink probe = probe(new OwnerSettings(1, Duration.ofSeconds(10)))) {
            Thread running = Thread.startVirtualThread(() -> quietly(probe, "loop"));
            await().until(() -> running.getState() == Thread.State.TIMED_WAITING && probe.waiting() == 0);
            Thread waiting = Thread.startVirtualThread(() -> quietly(probe, "echo"));
            await().until(() -> probe.waiting() == 1);

            PortException error = refused(Remedy.WAIT, () -> call(probe, "echo", Map.of()));

            assertThat(error).hasMessageContaining("queue is full");
            running.interrupt();
            waiting.join();
            assertThat(call(probe, "echo", Map.of()).arrays()).isEmpty();
        }
    }

    @Test
    void aWaitingCallThatIsInterruptedNeverRuns() throws Exception {
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            Thread running = Thread.startVirtualThread(() -> quietly(probe, "loop"));
            await().until(() -> running.getState() == Thread.State.TIMED_WAITING && probe.waiting() == 0);
            Thread waiting = Thread.startVirtualThread(() -> quietly(probe, "loop"));
            await().until(() -> probe.waiting() == 1);
            waiting.interrupt();
            waiting.join();
            running.interrupt();
            assertThat(call(probe, "echo", Map.of()).arrays()).isEmpty();
        }
    }

    @Test
    void codeThatKeepsTheInterpreterLockEndsAsADeadLinkAndSpoilsNoOther() throws Exception {
        JepLink probe = probe(new OwnerSettings(4, Duration.ofSeconds(1)));
        ObjectNode tenSeconds = header().put("seconds", 10);

        long start = System.nanoTime();
        PortException error = refused(Remedy.GIVE_UP, () -> probe.call("hold", tenSeconds, Map.of(), SHORT));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        assertThat(error).hasMessageContaining("restart the control plane");
        assertThat(probe.healthy()).isFalse();
        refused(Remedy.GIVE_UP, () -> call(probe, "echo", Map.of()));
        try (JepLink other = probe(OwnerSettings.defaults())) {
            assertThat(call(other, "echo", Map.of()).arrays()).isEmpty();
        }
    }

    @Test
    void pytorchAndSpawnedProcessesWorkInsideTheJvm() throws Exception {
        try (JepLink probe = probe(OwnerSettings.defaults())) {
            JsonNode environment = call(probe, "environment", Map.of()).header();
            assertThat(environment.path("executable").asText())
                    .isEqualTo(RealPython.python().toString());
            assertThat(environment.path("omp").asText()).isEqualTo("1");
            assertThat(environment.path("threads").asInt()).isEqualTo(1);
            assertThat(environment.path("product").asDouble()).isEqualTo(64);
            JsonNode powers = call(probe, "pool", Map.of()).header().path("powers");
            assertThat(powers.toString()).isEqualTo("[1,2,4,8,16,32,64,128]");
        }
    }

    @Test
    void theEmbeddedWorkerSaysWhoItIs() throws Exception {
        WorkerIdentity identity = WorkerIdentity.of(RealPython.trainer(), RealPython.LONG);
        assertThat(identity.python()).startsWith("3.");
        assertThat(identity.epoch()).isNotEmpty();
    }

    @Test
    void whatCannotBootSaysWhatToDo() {
        RealPython.embedded();
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> RealPython.embedded().link("none", "no_such_module", OwnerSettings.defaults()))
                .withMessageContaining("no_such_module");
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> EmbeddedPython.boot(
                        new PythonPaths(Path.of("/other/python"), Path.of("/other/libjep.so"), List.of())))
                .withMessageContaining("only one Python");
        assertThatExceptionOfType(PortException.class)
                .isThrownBy(() -> PythonPaths.find(Path.of("/no/such/bin/python"), List.of()));
    }

    @Test
    void anApplicationThatStartsAgainInThisJvmAdoptsPythonWithoutItsOldSessions() throws Exception {
        String epoch = WorkerIdentity.of(RealPython.trainer(), RealPython.LONG).epoch();
        try (FreshBridge loader = new FreshBridge()) {
            Class<?> paths = loader.loadClass(PythonPaths.class.getName());
            Method find = paths.getMethod("find", Path.class, List.class);
            Method boot = loader.loadClass(EmbeddedPython.class.getName()).getMethod("boot", paths);
            find.setAccessible(true); // another loader's package
            boot.setAccessible(true);
            Object adopted = boot.invoke(null, find.invoke(null, RealPython.python(), RealPython.modulePath()));
            assertThat(adopted).isNotInstanceOf(EmbeddedPython.class);
        }
        assertThat(WorkerIdentity.of(RealPython.trainer(), RealPython.LONG).epoch())
                .isNotEqualTo(epoch);
    }

    /** Loads the bridge's classes a second time, and Jep's once, as Quarkus does for a second test profile. */
    private static final class FreshBridge extends URLClassLoader {
        FreshBridge() {
            super(
                    new URL[] {
                        EmbeddedPython.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    EmbeddedPython.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.cairn.bridge.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    private static JepLink probe(OwnerSettings settings) {
        return RealPython.embedded().link("probe-" + numbers.incrementAndGet(), "bridge_probe", settings);
    }

    private static WorkerLink.Reply call(WorkerLink link, String op, Map<String, FlatArray> arrays)
            throws InterruptedException {
        return link.call(op, header(), arrays, RealPython.LONG);
    }

    private static void quietly(WorkerLink link, String op) {
        try {
            call(link, op, Map.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FlatArray value(Map<String, FlatArray> arrays, String name) {
        FlatArray array = arrays.get(name);
        if (array == null) {
            throw new AssertionError("no array " + name);
        }
        return array;
    }

    private static ObjectNode header() {
        return JsonNodeFactory.instance.objectNode();
    }
}
