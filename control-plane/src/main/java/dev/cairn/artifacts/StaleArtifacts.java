package dev.cairn.artifacts;

import dev.cairn.platform.ArtifactRoot;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts under a path, including itself, by the age of their last change.
 *
 * @param oldArtifacts directories that hold files directly and have not changed since the given time
 * @param oldGroups directories of directories, deepest first
 * @param young everything that has changed since
 */
record StaleArtifacts(List<Path> oldArtifacts, List<Path> oldGroups, List<Path> young) {
    static StaleArtifacts of(Path path, Instant before) throws IOException {
        StaleArtifacts listing = new StaleArtifacts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        listing.add(path, before);
        return listing;
    }

    boolean hasYoung() {
        return !young.isEmpty();
    }

    private void add(Path path, Instant before) throws IOException {
        if (!isGroup(path)) {
            (newest(path).isBefore(before) ? oldArtifacts : young).add(path);
            return;
        }
        boolean old = modified(path).isBefore(before);
        for (Path child : children(path)) {
            add(child, before);
        }
        (old ? oldGroups : young).add(path);
    }

    /** Whether a path is a group. A link is not: it is never followed, only deleted like a file. */
    private static boolean isGroup(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (Path child : children(path)) {
            if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
        }
        return true;
    }

    private static Instant newest(Path artifact) throws IOException {
        Newest newest = new Newest();
        Files.walkFileTree(artifact, newest);
        return newest.time;
    }

    private static Instant modified(Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    /** The entries of a directory, without a root's marker. */
    static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> !child.endsWith(ArtifactRoot.MARKER))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static final class Newest extends SimpleFileVisitor<Path> {
        private Instant time = Instant.MIN;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            include(attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            include(attributes.lastModifiedTime());
            return FileVisitResult.CONTINUE;
        }

        /** Renamed or deleted in the meantime: another process is working here, so it counts as young. */
        @Override
        public FileVisitResult visitFileFailed(Path file, @Nullable IOException problem) {
            time = Instant.MAX;
            return FileVisitResult.CONTINUE;
        }

        private void include(FileTime modified) {
            if (modified.toInstant().isAfter(time)) {
                time = modified.toInstant();
            }
        }
    }
}
