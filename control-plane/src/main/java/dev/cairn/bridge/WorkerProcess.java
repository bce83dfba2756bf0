package dev.cairn.bridge;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A local HTTP worker, as a command and environment variables for {@code platform.Children}.
 *
 * <p>The worker ends when its standard input closes. {@code /health} reports the {@code CAIRN_STAMP} of its
 * environment, which the launcher sets.
 *
 * @param python the interpreter's program
 * @param modulePath directories that contain {@code cairn_workers}
 * @param port port on the loopback interface
 * @param artifacts the durable root
 * @param scratch the scratch root
 * @param token bearer token that callers must send
 */
public record WorkerProcess(Path python, List<Path> modulePath, int port, Path artifacts, Path scratch, String token) {
    public WorkerProcess {
        modulePath = List.copyOf(modulePath);
    }

    /** The address of the worker. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The command and its arguments, without the token, since other users can read arguments. */
    public List<String> command() {
        return List.of(
                python.toString(),
                "-m",
                "cairn_workers.server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--artifacts",
                artifacts.toString(),
                "--scratch",
                scratch.toString(),
                "--exit-with-stdin");
    }

    /** Environment variables to set in addition to the few that child processes inherit. */
    public Map<String, String> environment() {
        return Map.of(
                "PYTHONPATH",
                modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "CAIRN_WORKER_TOKEN",
                token,
                "OMP_NUM_THREADS",
                "1",
                "TOKENIZERS_PARALLELISM",
                "false",
                "HF_HUB_OFFLINE",
                "1");
    }
}
