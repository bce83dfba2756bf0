package dev.cairn.vllm;

import dev.cairn.ports.Generator;
import java.nio.file.Path;
import java.util.List;

/** An engine that this control plane keeps running. */
public interface LocalEngine extends AutoCloseable {
    Generator generator();

    /** Whether the engine accepts requests now. */
    boolean isUp();

    /** Whether it is not restarted any more. */
    boolean isGivenUp();

    /**
     * Waits while the engine is being restarted.
     *
     * @throws dev.cairn.ports.PortException if it was given up
     */
    void awaitUp() throws InterruptedException;

    /** The directories of the adapters that the engine holds for us now. */
    List<Path> loaded();

    /** Ends the engine and its children. */
    @Override
    void close();
}
