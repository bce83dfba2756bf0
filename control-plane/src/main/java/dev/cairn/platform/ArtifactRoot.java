package dev.cairn.platform;

import dev.cairn.jdbc.DatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a database's adapters and completions. All control planes of one database share it. A marker file
 * names the database, so that a control plane with a wrong directory fails at its start and not in the runs of others.
 */
public final class ArtifactRoot {
    /** The name of the marker, which no sweep may delete. */
    public static final String MARKER = ".cairn-database";

    private ArtifactRoot() {}

    private record Identity(String id, @Nullable String artifacts) {}

    /**
     * Checks the marker, or writes it at the first start of a database.
     *
     * @throws PlatformException if the directory belongs to another database
     */
    public static void check(Database database, Path directory) {
        try {
            Jdbc.owning(database).inTransaction("reading the database's identity", handle -> {
                try {
                    return check(handle, directory);
                } catch (IOException e) {
                    throw new UncheckedIOException("the artifact directory %s can't be used".formatted(directory), e);
                }
            });
        } catch (DatabaseException e) {
            throw new PlatformException(
                    "the database's identity can't be read: " + e.failure().getMessage(), e);
        }
    }

    private static Path check(Handle handle, Path directory) throws IOException {
        Path root = Files.createDirectories(directory).toRealPath();
        Identity identity = identity(handle);
        Optional<String> marker = marker(root);
        if (marker.isPresent() && !marker.get().equals(identity.id())) {
            throw new PlatformException(
                    "%s holds the artifacts of another database (%s); give this database's with --artifacts DIR%s"
                            .formatted(root, marker.get(), where(identity)));
        }
        if (marker.isEmpty()) {
            if (identity.artifacts() != null) {
                throw new PlatformException(
                        "this database's artifacts are at %s, not here (%s has no marker %s): mount that directory, or give it with --artifacts DIR; if they were moved, move the marker with them"
                                .formatted(identity.artifacts(), root, MARKER));
            }
            DurableFiles.write(root.resolve(MARKER), (identity.id() + "\n").getBytes(StandardCharsets.UTF_8));
            DurableFiles.fsync(root);
        }
        if (identity.artifacts() == null) {
            record(handle, root);
        }
        return root;
    }

    private static String where(Identity identity) {
        return identity.artifacts() == null ? "" : ": they were first at " + identity.artifacts();
    }

    private static Identity identity(Handle handle) {
        return handle.select("select id::text, artifacts from database_identity for update")
                .map((row, context) -> new Identity(row.getString("id"), row.getString("artifacts")))
                .one();
    }

    private static void record(Handle handle, Path root) {
        handle.execute("update database_identity set artifacts = ?", root.toString());
    }

    private static Optional<String> marker(Path root) throws IOException {
        Path file = root.resolve(MARKER);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
