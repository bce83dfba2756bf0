package dev.cairn.vllm;

import java.net.URI;
import java.util.function.Consumer;

/** Starts a local engine, keeps it running, and says whether it is up. */
public final class VllmSupervisor implements EngineHealth, AutoCloseable {
    /** What is done after a restart, before the engine counts as up: adapters are loaded again. */
    @FunctionalInterface
    public interface Restarted {
        void restarted() throws InterruptedException;
    }

    /** @param progress takes a line of text about the start for people to read */
    public VllmSupervisor(
            EnginePlan plan, SupervisorSettings settings, EngineProcess.Launcher launcher, Consumer<String> progress) {
        throw new UnsupportedOperationException();
    }

    /**
     * Starts the engine, or adopts one of the same plan that an earlier control plane left; returns when it is healthy.
     *
     * @throws dev.cairn.soar.PortException if it does not become healthy; the message has the log's last lines
     */
    public void start() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Registers what is done after each restart, see {@link VllmGenerator#republish}. */
    public void whenRestarted(Restarted action) {
        throw new UnsupportedOperationException();
    }

    public URI url() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void awaitUp() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public String whereToLook() {
        throw new UnsupportedOperationException();
    }

    /** Ends the engine and its children. */
    @Override
    public void close() {}
}
