package dev.cairn.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Gives a process of this machine less of its processors than others get. */
public final class ProcessPriority {
    private static final Logger LOG = Logger.getLogger(ProcessPriority.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ProcessPriority() {}

    /**
     * Lowers the priority of a process; only logs if that is not possible.
     *
     * @param nice from 0 (as others) to 19 (only what others leave)
     */
    public static void lower(long pid, int nice) throws InterruptedException {
        Commands.Outcome outcome = Commands.run(
                List.of("renice", "-n", Integer.toString(nice), "-p", Long.toString(pid)), Path.of("/"), LIMIT);
        if (!outcome.succeeded()) {
            LOG.debugf("the priority of process %d stays as it is: %s", pid, outcome.output());
        }
    }
}
