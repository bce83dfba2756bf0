package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a database's adapters and completions. All control planes of one database share it; a marker file in it
 * names the database, so that a control plane that has another directory says so before it fails the runs of others.
 */
public final class ArtifactRoot {
    /** The marker's name, which no sweep may touch. */
    public static final String MARKER = ".cairn-database";

    private ArtifactRoot() {}

    private record Identity(String id, @Nullable String artifacts) {}

    /**
     * Checks the marker; the first start of a database writes it.
     *
     * @throws PlatformException if the directory is not this database's
     */
    public static void check(Database database, Path directory) {
        try (Connection connection = Jdbc.connect(database.jdbcUrl(), database.ownerUser(), database.ownerPassword())) {
            connection.setAutoCommit(false);
            Path root = Files.createDirectories(directory).toRealPath();
            Identity identity = identity(connection);
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
                record(connection, root);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new PlatformException("the database's identity can't be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the artifact directory %s can't be used".formatted(directory), e);
        }
    }

    private static String where(Identity identity) {
        return identity.artifacts() == null ? "" : ": they were first at " + identity.artifacts();
    }

    private static Identity identity(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select id::text, artifacts from database_identity for update");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Identity(row.getString(1), row.getString(2));
        }
    }

    private static void record(Connection connection, Path root) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update database_identity set artifacts = ?")) {
            update.setString(1, root.toString());
            update.executeUpdate();
        }
    }

    private static Optional<String> marker(Path root) throws IOException {
        Path file = root.resolve(MARKER);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
