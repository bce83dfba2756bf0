package dev.cairn.bench;

import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.platform.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A worker process of our own. */
record HttpWorker(Process process, PythonWorker python) implements AutoCloseable {
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
        PythonWorker python = PythonWorker.remote(worker.address(), worker.token());
        if (!python.awaitHealthy(START, process::isAlive, Ticker.system())) {
            throw new IllegalStateException("the worker did not start; see " + home.resolve("worker.log"));
        }
        return new HttpWorker(process, python);
    }

    @Override
    public void close() {
        python.close();
        process.destroy();
    }
}
