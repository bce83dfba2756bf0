package dev.cairn.fleet;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are on this machine; set by {@code dev.cairn.Main} from the options and the environment. */
@ConfigMapping(prefix = "cairn")
public interface CairnConfig {
    /** Database, adapters and logs. */
    Path home();

    /** The Python interpreter of the environment that has PyTorch, vLLM and Jep. */
    Path python();

    /** The source directory of the package {@code cairn_workers}. */
    Path workers();

    /** Models that {@code ops/run} exported. */
    Optional<Path> models();
}
