package dev.cairn.fleet;

import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.ChildRecord;
import dev.cairn.vllm.EngineProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Starts engines as child processes of this control plane.
 *
 * <p>A child ends when the pipe to its control plane closes, so none is adopted: those of an earlier control plane are
 * about to end anyway, and are killed.
 */
final class EngineChildren implements EngineProcess.Launcher {
    private static final Logger LOG = Logger.getLogger(EngineChildren.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ChildProcesses children;

    EngineChildren(ChildProcesses children) {
        this.children = children;
    }

    @Override
    public void endLeftovers() throws InterruptedException {
        for (ChildRecord leftover : children.leftovers()) {
            if (leftover.kind().equals(EngineProcess.CHILD) || leftover.kind().startsWith(EngineProcess.CHILD + "-")) {
                LOG.infof(
                        "ending '%s' (pid %d), which an earlier control plane left behind",
                        leftover.kind(), leftover.pid());
                children.end(leftover, GRACE);
            }
        }
    }

    @Override
    public EngineProcess launch(EngineProcess.Launch launch) {
        return new EngineChild(
                children,
                children.start(new ChildCommand(launch.name(), launch.command(), launch.environment(), launch.port())));
    }

    private record EngineChild(ChildProcesses children, ChildProcess child) implements EngineProcess {
        @Override
        public long pid() {
            return child.childRecord().pid();
        }

        @Override
        public boolean isAlive() {
            return child.isAlive();
        }

        @Override
        public CompletableFuture<Integer> exited() {
            return child.onExit();
        }

        @Override
        public Path log() {
            return child.log();
        }

        @Override
        public void end(Duration grace) throws InterruptedException {
            children.end(child.childRecord(), grace);
        }
    }
}
