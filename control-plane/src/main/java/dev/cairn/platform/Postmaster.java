package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of {@code postmaster.pid} about the server of a data directory.
 *
 * @param status {@code starting}, {@code ready}, {@code stopping}, or empty if not written yet
 */
record Postmaster(long pid, int port, String status) {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    /** The live server of a data directory; empty if there is none, or if the file is left over from a dead one. */
    static Optional<Postmaster> on(Path data) {
        try {
            return parse(Files.readAllLines(pidFile(data), StandardCharsets.UTF_8))
                    .filter(postmaster -> runsOn(postmaster.pid(), data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + pidFile(data), e);
        }
    }

    boolean ready() {
        return status.equals("ready");
    }

    /**
     * Removes leftovers of a killed server: the pid file, whose pid may belong to any process by now, and server
     * processes that outlived their postmaster and would keep its shared memory.
     */
    static void clearLeftovers(Path data) throws InterruptedException {
        try {
            for (ProcessHandle orphan : processesIn(data)) {
                orphan.destroyForcibly();
                if (!Processes.awaitEnd(orphan, KILL_LIMIT)) {
                    throw new PlatformException(
                            "process %d of the killed PostgreSQL does not end; end it with kill -9 %d"
                                    .formatted(orphan.pid(), orphan.pid()));
                }
            }
            Files.deleteIfExists(pidFile(data));
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove " + pidFile(data), e);
        }
    }

    static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Lines of the file: pid, data directory, start time, port, socket directory, address, shared memory, status. */
    private static Optional<Postmaster> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        int port = lines.size() > 3 && lines.get(3).strip().matches("\\d{1,5}")
                ? Integer.parseInt(lines.get(3).strip())
                : 0;
        return Optional.of(
                new Postmaster(pid, port, lines.size() > 7 ? lines.get(7).strip() : ""));
    }

    /**
     * The working directory shows it even after HOME was moved, but is not readable for every user in every container;
     * the command line is. A zombie process has neither.
     */
    private static boolean runsOn(long pid, Path data) {
        return worksIn(pid, data) || commandLine(pid).contains(data.toString());
    }

    private static List<String> commandLine(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.UTF_8);
            return List.of(line.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data);
        } catch (IOException e) {
            return false;
        }
    }

    private static List<ProcessHandle> processesIn(Path data) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> worksIn(process.pid(), data)).toList();
        }
    }
}
