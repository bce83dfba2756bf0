package dev.cairn.bridge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.testing.TestConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Python of the tests: {@code CAIRN_PYTHON}, with our package and the probe; one embedding and one model a JVM. */
final class RealPython {
    static final Duration LONG = Duration.ofMinutes(2);

    private static @Nullable Path model;
    private static @Nullable JepLink trainer;
    private static @Nullable JepLink grader;

    private RealPython() {}

    static Path python() {
        String python = System.getenv("CAIRN_PYTHON");
        assumeTrue(python != null, "CAIRN_PYTHON names no interpreter");
        return Path.of(Objects.requireNonNull(python));
    }

    static EmbeddedPython embedded() {
        return EmbeddedPython.boot(PythonPaths.find(python(), modulePath()));
    }

    static synchronized JepLink trainer() {
        JepLink link = trainer;
        if (link == null) {
            link = embedded().link("trainer", OwnerSettings.defaults());
            trainer = link;
        }
        return link;
    }

    static synchronized JepLink grader() {
        JepLink link = grader;
        if (link == null) {
            link = embedded().link("grader", OwnerSettings.defaults());
            grader = link;
        }
        return link;
    }

    /** As many as the worker starts by itself: Python's count of the cores, at most 8. */
    static int graderProcesses() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(python().toString(), "-c", "import os; print(min(8, os.cpu_count()))").start();
        int count = Integer.parseInt(
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        process.waitFor();
        return count;
    }

    static List<Path> modulePath() {
        return List.of(TestConfig.WORKERS, resources());
    }

    /** A tiny random Llama, made once a JVM. */
    static synchronized Path model() throws IOException, InterruptedException {
        Path made = model;
        if (made == null) {
            made = Files.createTempDirectory("tiny-llama");
            Process process = new ProcessBuilder(python().toString(), TestConfig.TINY_LLAMA.toString(), made.toString())
                    .inheritIO()
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("tiny_llama.py failed");
            }
            model = made;
        }
        return made;
    }

    static WorkerSettings settings() throws IOException, InterruptedException {
        return new WorkerSettings(model(), 1, 512, 64, null, WorkerSettings.Precision.FP32);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path resources() {
        URL url = Objects.requireNonNull(RealPython.class.getResource("/bridge/bridge_probe.py"));
        try {
            return Objects.requireNonNull(Path.of(url.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
