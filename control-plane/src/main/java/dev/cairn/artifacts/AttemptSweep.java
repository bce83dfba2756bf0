package dev.cairn.artifacts;

import dev.cairn.platform.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what attempts up to a fence left below a directory. Later fences belong to another owner, which may be
 * working right now.
 */
final class AttemptSweep extends SimpleFileVisitor<Path> {
    /**
     * The last part of every name, see {@link dev.cairn.ports.Attempt#name}, or of a temporary one that a worker left
     * when it died.
     */
    private static final Pattern ATTEMPT = Pattern.compile("(?:\\.tmp-)?f(\\d{1,18})\\.\\d+(?:-\\w+)?");

    private final long fence;

    private AttemptSweep(long fence) {
        this.fence = fence;
    }

    static void below(Path directory, long fence) {
        try {
            Files.walkFileTree(directory, new AttemptSweep(fence));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete in " + directory, e);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        Matcher name = ATTEMPT.matcher(String.valueOf(directory.getFileName()));
        if (!name.matches()) {
            return FileVisitResult.CONTINUE;
        }
        if (Long.parseLong(name.group(1)) <= fence) {
            DurableFiles.deleteTree(directory);
        }
        return FileVisitResult.SKIP_SUBTREE;
    }

    /** Deleted in the meantime, or never existed. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            return FileVisitResult.CONTINUE;
        }
        return FileVisitResult.CONTINUE;
    }
}
