package dev.cairn.fleet;

import dev.cairn.platform.ChildProcess;
import dev.cairn.vllm.EngineProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Starts one engine as a child process of this control plane, again when it has died.
 *
 * @param name its name in the family
 */
record EngineChildren(ChildFamily family, String name) implements EngineProcess.Launcher {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @Override
    public void endLeftovers() throws InterruptedException {
        family.endLeftovers(GRACE);
    }

    @Override
    public EngineProcess launch(EngineProcess.Launch launch) {
        return new EngineChild(family, family.start(name, launch.command(), launch.environment(), launch.port()));
    }

    private record EngineChild(ChildFamily family, ChildProcess child) implements EngineProcess {
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
            family.end(child.childRecord(), grace);
        }
    }
}
