package dev.cairn.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Starts the control plane's children and records them in HOME, one file per kind. */
public final class ChildProcesses {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Home home;
    private final ObjectMapper json = new ObjectMapper();

    public ChildProcesses(Home home) {
        this.home = home;
    }

    /** Starts a child; its kind must not be alive already (see {@link #leftovers()}). */
    public synchronized ChildProcess start(ChildCommand child) {
        read(file(child.kind())).flatMap(ChildRecord::process).ifPresent(alive -> {
            throw new PlatformException("a child '%s' already runs with pid %d; end it first (kill %d)"
                    .formatted(child.kind(), alive.pid(), alive.pid()));
        });
        String stamp = UUID.randomUUID().toString();
        Path log = home.openLog(child.kind());
        try {
            ProcessBuilder builder = new ProcessBuilder(ChildWrapper.wrap(child))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            ChildEnvironment.keepAllowed(builder.environment());
            builder.environment().putAll(child.environment());
            builder.environment().put("CAIRN_STAMP", stamp);
            Process process = builder.start();
            ChildRecord started =
                    new ChildRecord(child.kind(), process.pid(), startMillis(process), stamp, child.port());
            DurableFiles.replace(file(child.kind()), json.writeValueAsBytes(started));
            return new ChildProcess(this, started, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("child '%s' can't be started".formatted(child.kind()), e);
        }
    }

    /**
     * Live children of an earlier control plane. Adopt each one (ask it for its stamp) or {@link #end} it.
     *
     * <p>Records of dead ones are deleted.
     */
    public synchronized List<ChildRecord> leftovers() {
        try (Stream<Path> files = Files.list(home.children())) {
            List<ChildRecord> alive = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                Optional<ChildRecord> found = read(file);
                if (found.flatMap(ChildRecord::process).isPresent()) {
                    alive.add(found.get());
                } else {
                    Files.deleteIfExists(file);
                }
            }
            return List.copyOf(alive);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + home.children(), e);
        }
    }

    /** Ends a child and all its processes: SIGTERM, then SIGKILL after the grace time. Deletes its record. */
    public void end(ChildRecord child, Duration grace) throws InterruptedException {
        Optional<ProcessHandle> process = child.process();
        if (process.isPresent()) {
            List<ProcessHandle> helpers = process.get().descendants().toList();
            process.get().destroy();
            if (!Processes.awaitEnd(process.get(), grace)) {
                process.get().descendants().forEach(ProcessHandle::destroyForcibly);
                process.get().destroyForcibly();
            }
            for (ProcessHandle helper : helpers) {
                helper.destroyForcibly();
            }
            // The accelerator's memory is free only when the last of them has ended.
            for (ProcessHandle helper : helpers) {
                Processes.awaitEnd(helper, KILL_LIMIT);
            }
            if (!Processes.awaitEnd(process.get(), KILL_LIMIT)) {
                throw new PlatformException("child '%s' (pid %d) does not end, not even with SIGKILL; see %s"
                        .formatted(child.kind(), child.pid(), home.logs().resolve(child.kind() + ".log")));
            }
        }
        deleteRecord(child);
    }

    private synchronized void deleteRecord(ChildRecord child) {
        Path file = file(child.kind());
        try {
            if (read(file).filter(child::equals).isPresent()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + file, e);
        }
    }

    /** The start time of a process; zero if it has already ended. */
    private static long startMillis(Process process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private Path file(String kind) {
        return home.children().resolve(kind + ".json");
    }

    /** Reads a record; empty if it does not exist or is unreadable, since its pid cannot be trusted then. */
    private Optional<ChildRecord> read(Path file) {
        try {
            return Files.exists(file)
                    ? Optional.of(json.readValue(Files.readAllBytes(file), ChildRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
