package dev.cairn.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory of everything that Cairn stores on this machine; other users cannot read it.
 *
 * @param path absolute, with symbolic links resolved
 */
public record Home(Path path) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    public Home {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("HOME must be an absolute path, not " + path);
        }
    }

    /** Opens a home, creating missing directories (mode 0700). */
    public static Home at(Path directory) {
        try {
            Path absolute = directory.toAbsolutePath().normalize();
            if (absolute.toString().contains("$")) {
                throw new PlatformException(
                        "HOME %s has a '$' in its path, which PostgreSQL's set-up can't handle; give another one with --home DIR"
                                .formatted(absolute));
            }
            makePrivate(absolute);
            Home home = new Home(absolute.toRealPath());
            for (Path part : Set.of(
                    home.postgres(),
                    home.artifacts(),
                    home.problemSets(),
                    home.scratch(),
                    home.children(),
                    home.logs())) {
                makePrivate(part);
            }
            return home;
        } catch (IOException e) {
            throw new PlatformException(
                    "HOME %s can't be made (%s); give a writable directory with --home DIR"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    /** The local PostgreSQL: binaries, data and credentials. */
    public Path postgres() {
        return path.resolve("pg");
    }

    /** The durable root of policies and completions. */
    public Path artifacts() {
        return path.resolve("artifacts");
    }

    /** Uploaded problem files, unchanged and named by their SHA-256. */
    public Path problemSets() {
        return path.resolve("problem-sets");
    }

    /** The scratch root, for machines without a memory file system. */
    public Path scratch() {
        return path.resolve("scratch");
    }

    /** Records of running children. */
    public Path children() {
        return path.resolve("children");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** See {@link WebCache}. */
    Path webCache() {
        return path.resolve("web-cache");
    }

    /** The token of the person who started Cairn. */
    public Path adminToken() {
        return path.resolve("admin-token");
    }

    /** The key that decrypts the tokens of registered engines and workers. */
    public Path tokenKey() {
        return path.resolve("token-key");
    }

    Path lock() {
        return path.resolve("home.lock");
    }

    /** Opens the log file of one process. A file that is too large is moved aside first; one older file is kept. */
    Path openLog(String name) {
        Path log = logs().resolve(name + ".log");
        try {
            if (Files.exists(log) && Files.size(log) > LogTail.KEPT_BYTES) {
                Files.move(log, logs().resolve(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makePrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
    }
}
