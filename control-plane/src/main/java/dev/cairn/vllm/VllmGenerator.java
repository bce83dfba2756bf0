package dev.cairn.vllm;

import dev.cairn.ports.Generator;
import dev.cairn.ports.PolicyRef;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Samples policies from one vLLM engine. Each policy is published to it as a LoRA adapter with its own name. */
final class VllmGenerator implements Generator, AutoCloseable {
    private final EngineAccess engine;
    private final Function<PolicyRef, Path> directories;

    /**
     * @param settings how to call the engine
     * @param health tells whether the engine is up
     * @param directories maps a policy to its absolute adapter directory, as the engine sees it
     */
    public VllmGenerator(EngineSettings settings, EngineHealth health, Function<PolicyRef, Path> directories) {
        this.engine = EngineAccess.of(settings, health);
        this.directories = directories;
    }

    /**
     * Loads the policy's adapter. Waits, in the order of calls, while the engine is full.
     *
     * <p>A caller that publishes the next version before it releases the last one holds two, see
     * {@link EngineSettings#maxAdapters}.
     */
    @Override
    public Serving acquire(String name, PolicyRef policy) throws InterruptedException {
        return new ServedAdapter(engine, engine.adapters().load(name, directories.apply(policy)));
    }

    /** Reloads every held adapter, after the engine was restarted. */
    public void republish() throws InterruptedException {
        engine.adapters().reloadAll();
    }

    /** The directories of the adapters that the engine holds for us now. */
    List<Path> loaded() {
        return engine.adapters().directories();
    }

    /** Closes the connections; adapters that are still held are not unloaded. */
    @Override
    public void close() {
        engine.http().close();
    }
}
