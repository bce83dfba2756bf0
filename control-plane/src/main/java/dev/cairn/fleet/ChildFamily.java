package dev.cairn.fleet;

import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.PlatformException;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The children of one kind, such as {@code vllm}, {@code vllm-2} and so on: names of their records and logs in HOME.
 *
 * <p>A child ends when the pipe to its control plane closes, so none is adopted: those of an earlier control plane are
 * about to end anyway, and are killed.
 */
final class ChildFamily {
    private static final Logger LOG = Logger.getLogger(ChildFamily.class);

    private final ChildProcesses children;
    private final String kind;
    /** Records of the children that this control plane started and has not ended. */
    private final Set<ChildRecord> ours = ConcurrentHashMap.newKeySet();

    ChildFamily(ChildProcesses children, String kind) {
        this.children = children;
        this.kind = kind;
    }

    /** The name of a child by its number, 1 or more. */
    String name(int number) {
        return number == 1 ? kind : kind + "-" + number;
    }

    synchronized ChildProcess start(String name, List<String> command, Map<String, String> environment, int port) {
        try {
            ChildProcess child = children.start(new ChildCommand(name, command, environment, port));
            ours.add(child.childRecord());
            return child;
        } catch (PlatformException e) {
            throw new PortException(Remedy.RETRY, String.valueOf(e.getMessage()), e);
        }
    }

    /** Ends a child: SIGTERM, then SIGKILL after the grace time. */
    void end(ChildRecord child, Duration grace) throws InterruptedException {
        try {
            children.end(child, grace);
        } finally {
            // If it could not be ended now, the next start ends it as a leftover.
            ours.remove(child);
        }
    }

    /** Ends the children of this kind that an earlier control plane left running. */
    synchronized void endLeftovers(Duration grace) throws InterruptedException {
        for (ChildRecord leftover : children.leftovers()) {
            if (isOfKind(leftover) && !ours.contains(leftover)) {
                LOG.infof(
                        "ending '%s' (pid %d), which an earlier control plane left behind",
                        leftover.kind(), leftover.pid());
                children.end(leftover, grace);
            }
        }
    }

    private boolean isOfKind(ChildRecord child) {
        return child.kind().equals(kind) || child.kind().startsWith(kind + "-");
    }
}
