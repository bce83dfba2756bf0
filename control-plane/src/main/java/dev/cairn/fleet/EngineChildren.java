package dev.cairn.fleet;

import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildRecord;
import dev.cairn.platform.Children;
import dev.cairn.vllm.EngineProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Starts engines as children of this control plane.
 *
 * <p>A child ends when the pipe to its control plane closes, so nothing is adopted: what an earlier life left behind is on
 * its way out, and is helped on.
 */
final class EngineChildren implements EngineProcess.Launcher {
    private static final Logger LOG = Logger.getLogger(EngineChildren.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Children children;

    EngineChildren(Children children) {
        this.children = children;
    }

    @Override
    public Optional<EngineProcess> leftBehind(String name) {
        for (ChildRecord left : children.leftovers()) {
            if (left.kind().equals(name)) {
                LOG.infof("ending '%s' (pid %d), which an earlier control plane left behind", name, left.pid());
                try {
                    children.end(left, GRACE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public EngineProcess launch(EngineProcess.Launch launch) {
        List<String> command = new ArrayList<>();
        Map<String, String> environment = new HashMap<>();
        launch.environment().forEach((name, value) -> {
            if (value.isEmpty()) {
                command.addAll(List.of("-u", name));
            } else {
                environment.put(name, value);
            }
        });
        if (!command.isEmpty()) {
            command.addFirst("env");
        }
        command.addAll(launch.command());
        ChildProcess child = children.start(new ChildCommand(launch.name(), command, environment, 0));
        return new EngineChild(children, child, launch.stamp());
    }

    private record EngineChild(Children children, ChildProcess child, String stamp) implements EngineProcess {
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
        public void end(Duration grace) throws InterruptedException {
            children.end(child.childRecord(), grace);
        }
    }
}
