package dev.cairn.verdicts;

import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.platform.FreePort;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker process that only grades. It is started at its first use, and again if it has died. It ends when its
 * standard input closes, so it never outlives this JVM.
 */
public final class GraderProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration END_GRACE = Duration.ofSeconds(5);

    private final Path python;
    private final List<Path> modulePath;
    private final Ticker ticker;
    private @Nullable Running running;

    /** A process, the worker in it, and the directory that it may write to. */
    private record Running(Process process, PythonWorker worker, Path directory) {}

    /**
     * @param python the interpreter of Cairn's environment
     * @param workers the directory with {@code cairn_workers}
     */
    public GraderProcess(Path python, Path workers, Ticker ticker) {
        this.python = python;
        this.modulePath = List.of(workers);
        this.ticker = ticker;
    }

    /** A worker that answers. */
    synchronized PythonWorker worker() throws InterruptedException {
        Running now = running;
        if (now != null && now.process().isAlive()) {
            return now.worker();
        }
        close();
        Running started = start();
        running = started;
        awaitHealth(started);
        return started.worker();
    }

    private Running start() {
        try {
            Path directory = Files.createTempDirectory("cairn-grader-");
            WorkerProcess worker = new WorkerProcess(
                    python,
                    modulePath,
                    FreePort.find(),
                    directory,
                    directory,
                    UUID.randomUUID().toString());
            ProcessBuilder builder = new ProcessBuilder(worker.command())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile());
            builder.environment().putAll(worker.environment());
            return new Running(builder.start(), PythonWorker.remote(worker.address(), worker.token()), directory);
        } catch (IOException e) {
            throw new PortException(Remedy.WAIT, "the grader can't be started: " + e.getMessage(), e);
        }
    }

    private void awaitHealth(Running started) throws InterruptedException {
        if (!started.worker().awaitHealthy(START_LIMIT, started.process()::isAlive, ticker)) {
            String log = lastLine(started.directory());
            close();
            throw new PortException(Remedy.WAIT, "the grader did not start: " + log);
        }
    }

    private static String lastLine(Path directory) {
        try {
            return Files.readAllLines(directory.resolve("log")).stream()
                    .filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .orElse("it printed nothing");
        } catch (IOException e) {
            return "its log can't be read";
        }
    }

    /** Ends the process, if there is one. */
    @Override
    public synchronized void close() {
        Running now = running;
        if (now == null) {
            return;
        }
        running = null;
        now.worker().close();
        Process process = now.process();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(now.directory().resolve("log"));
            Files.deleteIfExists(now.directory());
        } catch (IOException e) {
            now.process().destroyForcibly();
        } catch (InterruptedException e) {
            now.process().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
