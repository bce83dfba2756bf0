package dev.cairn.vllm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts engines by ProcessBuilder, each leading a process group that is killed when its first process is gone. */
final class LocalLauncher implements EngineProcess.Launcher {
    /**
     * vLLM's engine core outlives its API server, and both outlive the test: the shell kills the whole group when the
     * program ends or when its own standard input, a pipe from the test's JVM, closes.
     */
    private static final String WHOLE_GROUP = """
            exec 3<&0
            ( cat <&3 >/dev/null; kill -s KILL -- -$$ ) &
            "$@" </dev/null 3<&-
            kill -s KILL -- -$$
            """;

    private final Path directory;

    LocalLauncher(Path directory) {
        this.directory = directory;
    }

    @Override
    public void endLeftovers() {
        // nothing is remembered between two tests
    }

    @Override
    public EngineProcess launch(EngineProcess.Launch launch) {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", WHOLE_GROUP, "engine"));
        command.addAll(launch.command());
        Path log = directory.resolve("vllm.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        try {
            return new Local(builder.start(), log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private record Local(Process process, Path log) implements EngineProcess {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public CompletableFuture<Integer> exited() {
            return process.onExit().thenApply(Process::exitValue);
        }

        @Override
        public void end(Duration grace) throws InterruptedException {
            List<ProcessHandle> all = process.descendants().toList();
            process.children().forEach(ProcessHandle::destroy);
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
