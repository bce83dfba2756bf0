package dev.cairn.bridge;

import dev.cairn.base.Ticker;
import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker process of our own, started and ended by a test. */
final class HttpWorker implements AutoCloseable {
    static final String TOKEN = "secret";

    private final Process process;
    private final HttpLink link;

    private HttpWorker(Process process, HttpLink link) {
        this.process = process;
        this.link = link;
    }

    static HttpWorker start(TestPlaces places, int port) throws IOException, InterruptedException {
        WorkerProcess started = new WorkerProcess(
                RealPython.python(),
                RealPython.modulePath(),
                port,
                Files.createDirectories(places.root(StorageRoot.DURABLE)),
                Files.createDirectories(places.root(StorageRoot.SCRATCH)),
                TOKEN);
        Path log = Files.createTempFile("worker", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(started.command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(started.environment());
        Process process = builder.start();
        HttpLink link = new HttpLink(started.address(), TOKEN);
        PythonWorker worker = PythonWorker.remote(started.address(), TOKEN);
        if (!worker.awaitHealthy(RealPython.LONG, process::isAlive, Ticker.system())) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(log));
        }
        worker.close();
        return new HttpWorker(process, link);
    }

    HttpLink link() {
        return link;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        link.close();
        process.destroyForcibly();
    }
}
