package dev.cairn.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The control plane's configuration; {@code dev.cairn.boot.Main} sets it from the options and the environment. */
@ConfigMapping(prefix = "cairn")
public interface CairnConfig {
    /** Directory of the database, adapters and logs. */
    Path home();

    /** Directory of adapters and completions; by default in HOME. */
    Optional<Path> artifacts();

    /** The Python interpreter of the environment that has PyTorch, vLLM and Jep. */
    Path python();

    /** The source directory of the package {@code cairn_workers}. */
    Path workers();

    /** Directory of the models that {@code ops/run} exported. */
    Optional<Path> models();

    /** The pools whose runs this control plane claims. */
    @WithDefault("default")
    Set<String> pools();

    /** How many runs this control plane executes at a time. */
    @WithDefault("1")
    int runsAtOnce();

    /** How long units in progress may continue when the control plane is asked to stop. */
    @WithDefault("20s")
    Duration drainTime();

    /** With less free space on the disk of HOME or of the artifacts, this control plane is not ready. */
    @WithDefault("536870912")
    long minFreeBytes();
}
