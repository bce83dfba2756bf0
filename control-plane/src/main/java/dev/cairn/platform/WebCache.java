package dev.cairn.platform;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory where the web server unpacks the console's files. It is in HOME and closed to other users, who could
 * otherwise replace the files. The server's default is a world-writable directory in /tmp.
 */
public final class WebCache {
    private WebCache() {}

    /**
     * Empties the directory; only the holder of HOME's lock may call this.
     *
     * @return a path in a directory of mode 0700; the server creates it
     * @throws PlatformException if it cannot be created
     */
    public static Path empty(Home home) {
        Path directory = home.webCache();
        try {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                delete(directory);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return directory.resolve("files");
        } catch (IOException e) {
            throw new PlatformException(
                    "%s, where the console's files are unpacked, can't be made: %s; remove it"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    /** Links are removed, not followed. */
    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
