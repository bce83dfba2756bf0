package dev.cairn.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks whether processes still run, including those that are not children of this JVM.
 *
 * <p>A process whose parent was killed remains as a zombie until process 1 of the machine reaps it; in a container that
 * may be late or never. It holds no resources and counts as ended here, while the JDK counts it as alive.
 */
final class Processes {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private Processes() {}

    static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Waits for the end of a process; false if it still runs after the limit. */
    static boolean awaitEnd(ProcessHandle process, Duration limit) throws InterruptedException {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        for (Duration waited = Duration.ZERO; waited.compareTo(limit) < 0; waited = waited.plus(LOOK_AGAIN)) {
            try {
                exit.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                if (!isRunning(process)) {
                    return true;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the JDK lost sight of pid " + process.pid(), e);
            }
        }
        return !isRunning(process);
    }

    /**
     * The state is the letter after the name, which is in parentheses and may contain any character (proc_pid_stat(5)).
     */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }
}
