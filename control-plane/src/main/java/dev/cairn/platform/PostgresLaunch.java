package dev.cairn.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts and stops the server, in its own session, so that neither Ctrl-C nor the death of the control plane ends it.
 */
final class PostgresLaunch {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(70);

    /** Settings for a small machine; durable whatever the configuration files say. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256",
            "max_connections=100",
            "max_locks_per_transaction=256",
            "shared_buffers=128MB",
            "work_mem=16MB",
            "maintenance_work_mem=128MB",
            "effective_cache_size=1GB",
            "max_wal_size=2GB",
            "wal_compression=pglz",
            "random_page_cost=1.1",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %q%u@%d ");

    private PostgresLaunch() {}

    static Process launch(Path data, int port, Path log, PostgresBinaries binaries, ServerUser user)
            throws IOException {
        List<String> server =
                new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString(), "-p", "" + port));
        for (String setting : SETTINGS) {
            server.add("-c");
            server.add(setting);
        }
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(user.wrap(server));
        return Commands.plain(command, binaries.root())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Stops the server and waits for it, at most a minute in each of two modes; false if it still runs. */
    static boolean stop(Path data, PostgresBinaries binaries, ServerUser user) throws InterruptedException {
        return stop(data, "fast", binaries, user) || stop(data, "immediate", binaries, user);
    }

    private static boolean stop(Path data, String mode, PostgresBinaries binaries, ServerUser user)
            throws InterruptedException {
        List<String> command =
                List.of(binaries.program("pg_ctl"), "stop", "-D", data.toString(), "-m", mode, "-w", "-t", "60");
        return Commands.run(user.wrap(command), binaries.root(), STOP_LIMIT).succeeded();
    }
}
