package dev.cairn.vllm;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import java.nio.file.Path;
import java.util.function.Function;

/** Samples policies from one vLLM engine, each published to it as a LoRA adapter of a name of its own. */
final class VllmGenerator implements Generator, AutoCloseable {
    private final EngineAccess engine;
    private final Function<PolicyRef, Path> directories;

    /**
     * @param settings how the engine is talked to
     * @param health whether it is up
     * @param directories the absolute adapter directory of a policy, as the engine sees it
     */
    public VllmGenerator(EngineSettings settings, EngineHealth health, Function<PolicyRef, Path> directories) {
        this.engine = EngineAccess.of(settings, health);
        this.directories = directories;
    }

    /**
     * Loads the policy's adapter; waits, in the order of calls, while the engine is full.
     *
     * <p>A caller that publishes the next version before it lets go of the last one holds two: see
     * {@link EngineSettings#maxAdapters}.
     */
    @Override
    public Serving acquire(String name, PolicyRef policy) throws InterruptedException {
        return new ServedAdapter(engine, engine.shelf().load(name, directories.apply(policy)));
    }

    /** Loads every adapter that is held again, after the engine was restarted. */
    public void republish() throws InterruptedException {
        engine.shelf().loadAllAgain();
    }

    /** Lets go of connections; adapters still held are not unloaded. */
    @Override
    public void close() {
        engine.http().close();
    }
}
