package dev.cairn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.platform.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stores the last {@code ops/run} of a HOME. It is written before the experiment is created, so that a crash does not
 * lead to a second one.
 */
final class LastRunFile {
    private static final Logger LOG = Logger.getLogger(LastRunFile.class);
    private static final String NAME = "last-run.json";

    private final Path file;
    private final ObjectMapper json;

    LastRunFile(Path home, ObjectMapper json) {
        this.file = home.resolve(NAME);
        this.json = json;
    }

    /** Empty if there was none, or if the file cannot be read. */
    Optional<LastRun> read() {
        try {
            return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), LastRun.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            LOG.warnf("%s can't be read, so the last experiment of ops/run is unknown", file);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    void write(LastRun run) {
        try {
            DurableFiles.replace(file, json.writeValueAsBytes(run));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file, e);
        }
    }
}
