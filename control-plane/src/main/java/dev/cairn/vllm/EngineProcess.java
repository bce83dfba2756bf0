package dev.cairn.vllm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running engine process with its child processes. */
public interface EngineProcess {
    long pid();

    boolean isAlive();

    /** Completes with the exit code when the process has ended. */
    CompletableFuture<Integer> exited();

    /** The file that receives both output streams. */
    Path log();

    /** Asks the process to end, and kills it and its children after {@code grace}. Returns when it has ended. */
    void end(Duration grace) throws InterruptedException;

    /**
     * The process to start.
     *
     * @param command program and arguments, no shell
     * @param environment added to the few variables that children inherit
     * @param port port that it will listen on
     */
    record Launch(List<String> command, Map<String, String> environment, int port) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts engine processes. A process must end, with its children, when the control plane ends or when its main
     * process dies: vLLM itself leaves its engine core running.
     */
    interface Launcher {
        /**
         * Ends all engines that an earlier control plane left running. Returns when they have
         * ended, because they hold the accelerator's memory until then. They are not adopted: they hold adapters of
         * attempts that ended, and they are about to end anyway.
         */
        void endLeftovers() throws InterruptedException;

        EngineProcess launch(Launch launch);
    }
}
