package dev.cairn.vllm;

import dev.cairn.soar.Generator;
import dev.cairn.soar.PolicyRef;
import java.nio.file.Path;
import java.util.function.Function;

/** Samples policies from one vLLM engine, each published to it as a LoRA adapter of a name of its own. */
public final class VllmGenerator implements Generator, AutoCloseable {
    /**
     * @param settings how the engine is talked to
     * @param health whether it is up
     * @param directories the absolute adapter directory of a policy, as the engine sees it
     * @param listener hears when an adapter's files are free
     */
    public VllmGenerator(
            EngineSettings settings,
            EngineHealth health,
            Function<PolicyRef, Path> directories,
            AdapterListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Serving acquire(String name, PolicyRef policy) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Loads every adapter that is held again, after the engine was restarted. */
    public void republish() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Lets go of connections; adapters still held are not unloaded. */
    @Override
    public void close() {}
}
