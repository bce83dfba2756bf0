package dev.cairn.vllm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running engine process with its children. */
public interface EngineProcess {
    /** An engine's name in HOME's records, and its log's; earlier versions put the port behind it. */
    String CHILD = "vllm";

    long pid();

    boolean isAlive();

    /** Completes with the exit code when the process has ended. */
    CompletableFuture<Integer> exited();

    /** The file that takes both of its output streams. */
    Path log();

    /** Asks the process to end, kills it and its children after {@code grace}; returns when it is gone. */
    void end(Duration grace) throws InterruptedException;

    /**
     * What to start.
     *
     * @param name the child's name in the records of HOME: a-z, 0-9 and '-'
     * @param command program and arguments, no shell
     * @param environment added to the few variables that children inherit
     * @param port where it will listen
     */
    record Launch(String name, List<String> command, Map<String, String> environment, int port) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts engine processes. What it starts must end, with its children, when the control plane is gone or when its
     * main process dies: vLLM itself leaves its engine core behind.
     */
    interface Launcher {
        /**
         * Ends all engines that an earlier control plane or an earlier start left running, and returns when they are gone:
         * until then they hold the accelerator's memory. They are not adopted: they would hold adapters of attempts that
         * ended, and they are about to end anyway.
         */
        void endLeftBehind() throws InterruptedException;

        EngineProcess launch(Launch launch);
    }
}
