package dev.cairn.vllm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A running engine process with its children. */
public interface EngineProcess {
    long pid();

    /** What {@link Launch#stamp} was when it was started. */
    String stamp();

    boolean isAlive();

    /** Completes when the process has ended, with its exit code where that is known, else -1. */
    CompletableFuture<Integer> exited();

    /** Asks the process to end, kills it and its children after {@code grace}; returns when it is gone. */
    void end(Duration grace) throws InterruptedException;

    /**
     * What to start.
     *
     * @param name the child's name in the records of HOME
     * @param stamp changes with everything that makes the engine another one
     * @param command program and arguments; it ends by itself when its standard input closes
     * @param environment added to the parent's; an empty value removes the variable
     * @param log file that takes both output streams, appended
     */
    record Launch(String name, String stamp, List<String> command, Map<String, String> environment, Path log) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    /** Starts engine processes; standard input of a child is a pipe that closes with the control plane. */
    interface Launcher {
        /** The process of that name that an earlier control plane left running, if there is one. */
        Optional<EngineProcess> leftBehind(String name);

        EngineProcess launch(Launch launch) throws IOException;
    }
}
