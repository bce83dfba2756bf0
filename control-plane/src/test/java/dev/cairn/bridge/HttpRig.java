package dev.cairn.bridge;

import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker process of our own, started and ended by a test. */
final class HttpRig implements AutoCloseable {
    static final String TOKEN = "secret";

    private final Process process;
    private final HttpLink link;

    private HttpRig(Process process, HttpLink link) {
        this.process = process;
        this.link = link;
    }

    static HttpRig start(TestPlaces places, int port) throws IOException, InterruptedException {
        WorkerProcess worker = new WorkerProcess(
                RealPython.python(),
                RealPython.modulePath(),
                port,
                Files.createDirectories(places.root(StorageRoot.DURABLE)),
                Files.createDirectories(places.root(StorageRoot.SCRATCH)),
                TOKEN);
        Path log = Files.createTempFile("worker", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(worker.command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(worker.environment());
        Process process = builder.start();
        HttpLink link = new HttpLink(worker.address(), TOKEN);
        try {
            link.awaitHealthy(RealPython.LONG);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new IllegalStateException(Files.readString(log), e);
        }
        return new HttpRig(process, link);
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
