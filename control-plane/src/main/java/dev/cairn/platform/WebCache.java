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
 * Where the web server unpacks the console's files: under HOME and closed to other users, who could else put theirs in
 * their place. The server's own default is a directory in /tmp that everybody may write to.
 */
public final class WebCache {
    private WebCache() {}

    /**
     * The directory, made empty; only the holder of HOME's lock may ask.
     *
     * @return a path inside a directory of mode 0700; the server makes it
     * @throws PlatformException if it can't be made
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
