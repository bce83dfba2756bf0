package dev.cairn.bench;

import dev.cairn.bridge.HttpLink;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.platform.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A worker process of our own. */
record HttpWorker(Process process, HttpLink link) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    static HttpWorker start(Path home) throws IOException, InterruptedException {
        WorkerProcess worker = new WorkerProcess(
                BenchPython.python(),
                BenchPython.modulePath(),
                FreePort.find(),
                home,
                home,
                UUID.randomUUID().toString());
        ProcessBuilder builder = new ProcessBuilder(worker.command())
                .redirectOutput(home.resolve("worker.log").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(worker.environment());
        Process process = builder.start();
        HttpLink link = new HttpLink(worker.address(), worker.token());
        link.awaitHealthy(START);
        return new HttpWorker(process, link);
    }

    @Override
    public void close() {
        link.close();
        process.destroy();
    }
}
