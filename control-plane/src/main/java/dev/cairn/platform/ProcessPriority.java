package dev.cairn.platform;

import java.io.IOException;
import java.nio.file.Files;
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
     * <p>Where Linux groups processes by session (sched(7), "The autogroup feature"), the nice value of a process counts
     * within its session only, and each backend of PostgreSQL has a session of its own. So its group is lowered too.
     *
     * @param nice from 0 (as others) to 19 (only what others leave)
     */
    public static void lower(long pid, int nice) throws InterruptedException {
        Commands.Outcome outcome = Commands.run(
                List.of("renice", "-n", Integer.toString(nice), "-p", Long.toString(pid)), Path.of("/"), LIMIT);
        if (!outcome.succeeded()) {
            LOG.debugf("the priority of process %d stays as it is: %s", pid, outcome.output());
        }
        Path group = Path.of("/proc", Long.toString(pid), "autogroup");
        if (leadsSession(pid) && Files.exists(group)) {
            try {
                Files.writeString(group, Integer.toString(nice));
            } catch (IOException e) {
                LOG.debugf("the priority of the session of process %d stays as it is: %s", pid, e);
            }
        }
    }

    /** Whether no other program can be in its session: it made the session. */
    private static boolean leadsSession(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // After the name, which may contain spaces: state, parent, process group, session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return fields[3].equals(Long.toString(pid));
        } catch (IOException e) {
            return false;
        }
    }
}
