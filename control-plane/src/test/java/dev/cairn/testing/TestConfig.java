package dev.cairn.testing;

import dev.cairn.config.CairnConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a control plane in a test, with the workers of this source tree.
 *
 * @param givenHome null for a control plane that starts nothing and writes no files
 */
public record TestConfig(@Nullable Path givenHome, Path python, Duration drainTime) implements CairnConfig {
    /** The Python packages of this source tree. */
    public static final Path WORKERS =
            Path.of("../python-workers/src").toAbsolutePath().normalize();

    /** The model of the chains world. */
    public static final Path MODEL = WORKERS.resolve("cairn_chains/model");

    static TestConfig withoutHome() {
        return new TestConfig(null, Path.of("/no/python"), Duration.ZERO);
    }

    @Override
    public Path home() {
        if (givenHome == null) {
            throw new IllegalStateException("the test gives its control plane no HOME: use TestControlPlane.config");
        }
        return givenHome;
    }

    /** A program of the workers' tests that writes models of random weights. */
    public static final Path TINY_LLAMA = WORKERS.resolveSibling("tests").resolve("tiny_llama.py");

    @Override
    public Path workers() {
        return WORKERS;
    }

    @Override
    public Optional<Path> artifacts() {
        return Optional.empty();
    }

    @Override
    public Optional<Path> models() {
        return Optional.empty();
    }

    @Override
    public Set<String> pools() {
        return TestQueue.POOLS;
    }

    @Override
    public int runsAtOnce() {
        return 1;
    }

    @Override
    public long minFreeBytes() {
        return 0;
    }
}
