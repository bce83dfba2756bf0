package dev.cairn.bench;

import dev.cairn.bridge.PythonWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Python environment and the sources of our workers, as {@code ops/bench} finds them. */
final class BenchPython {
    private BenchPython() {}

    static Path python() {
        return named("CAIRN_PYTHON");
    }

    /** {@code python-workers/src}. */
    static Path workers() {
        return named("CAIRN_WORKERS");
    }

    /** {@code python-workers/bench}. */
    static Path script(String name) {
        return workers().resolveSibling("bench").resolve(name);
    }

    static List<Path> modulePath() {
        return List.of(workers());
    }

    static PythonWorker embedded() {
        return PythonWorker.embedded(python(), modulePath());
    }

    private static Path named(String variable) {
        String value = System.getenv(variable);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new IllegalStateException(variable + " is not set or empty: start this with ops/bench");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }
}
