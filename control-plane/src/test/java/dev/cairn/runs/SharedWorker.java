package dev.cairn.runs;

import dev.cairn.base.Ticker;
import dev.cairn.bridge.PythonWorker;
import dev.cairn.bridge.WorkerProcess;
import dev.cairn.platform.ChildCommand;
import dev.cairn.platform.ChildProcess;
import dev.cairn.platform.ChildProcesses;
import dev.cairn.platform.FreePort;
import dev.cairn.platform.Home;
import dev.cairn.testing.TestConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real worker process for several owners, without a token. */
record SharedWorker(ChildProcess process, PythonWorker remote, WorkerProcess started) implements AutoCloseable {
    static SharedWorker start(Path python, Path home, Path artifacts) throws Exception {
        WorkerProcess worker = new WorkerProcess(
                python,
                List.of(TestConfig.WORKERS),
                FreePort.find(),
                Files.createDirectories(artifacts.resolve("durable")),
                Files.createDirectories(artifacts.resolve("scratch")),
                "");
        ChildProcess process = new ChildProcesses(Home.at(home))
                .start(new ChildCommand("worker", worker.command(), worker.environment(), worker.port()));
        PythonWorker remote = PythonWorker.remote(worker.address(), "");
        if (!remote.awaitHealthy(Duration.ofMinutes(2), process::isAlive, Ticker.system())) {
            throw new AssertionError("the worker did not start: " + process.logTail());
        }
        return new SharedWorker(process, remote, worker);
    }

    URI address() {
        return started.address();
    }

    @Override
    public void close() {
        remote.close();
        process.close();
    }
}
