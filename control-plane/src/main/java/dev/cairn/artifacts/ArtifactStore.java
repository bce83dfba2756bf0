package dev.cairn.artifacts;

import dev.cairn.platform.DurableFiles;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;

/** Resolves names to paths in the durable and the scratch root, and refuses names that lead out of them. */
public final class ArtifactStore {
    private final Path durable;
    private final Path scratch;
    private final Clock clock;

    /** Creates the two roots if they are missing, and resolves symbolic links in their paths. */
    public ArtifactStore(Path durable, Path scratch, Clock clock) {
        this.clock = clock;
        try {
            this.durable = Files.createDirectories(durable).toRealPath();
            this.scratch = Files.createDirectories(scratch).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("the artifact roots %s and %s can't be made".formatted(durable, scratch), e);
        }
    }

    /** Absolute path of a root. */
    public Path root(StorageRoot root) {
        return switch (root) {
            case DURABLE -> durable;
            case SCRATCH -> scratch;
        };
    }

    /** Absolute directory of a policy; it need not exist. */
    public Path resolve(PolicyRef policy) {
        return resolve(policy.root(), policy.path());
    }

    /** Absolute path of a name; an error if the name, or a link in it, leads out of the root. */
    public Path resolve(StorageRoot root, String name) {
        Path base = root(root);
        Path path = base.resolve(name).normalize();
        if (!path.startsWith(base) || path.equals(base)) {
            throw new ArtifactException("'%s' is not a path inside %s".formatted(name, base));
        }
        try {
            Path existing = nearestExisting(path);
            if (!existing.toRealPath().startsWith(base)) {
                throw new ArtifactException("'%s' leaves %s through a link".formatted(name, base));
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("can't inspect " + path, e);
        }
    }

    /**
     * Absolute path for a new artifact. Its parents are created; its writer creates the artifact itself, under a
     * temporary name that it then renames.
     */
    public Path reserve(StorageRoot root, String name) {
        Path path = resolve(root, name);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArtifactException(
                    "%s already exists; names are used only once, so give the new attempt a new name".formatted(path));
        }
        try {
            Path parent = parent(path);
            Path known = nearestExisting(parent);
            Files.createDirectories(parent);
            if (root == StorageRoot.DURABLE) {
                fsyncFrom(parent, known);
            }
            // the sweeper ignores recently changed directories
            Files.setLastModifiedTime(parent, FileTime.from(clock.instant()));
            return path;
        } catch (IOException e) {
            throw new PortException(
                    PortException.Remedy.WAIT,
                    "the directories that lead to %s can't be made: %s. Make room on that disk, or give its user the right to write"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    /** Makes a finished artifact and its parent directories survive a power cut. */
    public void fsync(StorageRoot root, String name) {
        Path path = resolve(root, name);
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    DurableFiles.fsync(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    DurableFiles.fsync(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
            fsyncParents(root, path);
        } catch (IOException e) {
            throw new UncheckedIOException("can't fsync " + path, e);
        }
    }

    /** Size of all files of an artifact, in bytes. */
    public long bytes(StorageRoot root, String name) {
        Path path = resolve(root, name);
        LongAdder total = new LongAdder();
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    total.add(attributes.size());
                    return FileVisitResult.CONTINUE;
                }
            });
            return total.sum();
        } catch (IOException e) {
            throw new ArtifactException("%s can't be read; was it swept?".formatted(path), e);
        }
    }

    /** Deletes an artifact or a group of artifacts; does nothing if it does not exist. */
    public void delete(StorageRoot root, String name) {
        Path path = resolve(root, name);
        try {
            DurableFiles.deleteTree(path);
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + path, e);
        }
    }

    /**
     * Deletes what attempts of this and earlier fences left on scratch. Directories of later owners are kept.
     *
     * @param name the beginning of {@link dev.cairn.ports.Attempt#name}, such as {@code r7}
     */
    public void deleteAttempts(String name, long fence) {
        AttemptSweep.below(resolve(StorageRoot.SCRATCH, name), fence);
    }

    /** Makes the names of new directories durable, from the last one up to the one that existed before. */
    private static void fsyncFrom(Path last, Path known) throws IOException {
        for (Path directory = last; !directory.equals(known); directory = parent(directory)) {
            DurableFiles.fsync(parent(directory));
        }
    }

    void fsyncParents(StorageRoot root, Path path) throws IOException {
        Path base = root(root);
        for (Path parent = parent(path); parent.startsWith(base); parent = parent(parent)) {
            DurableFiles.fsync(parent);
        }
    }

    private static Path nearestExisting(Path path) {
        Path nearest = path;
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS)) {
            nearest = parent(nearest);
        }
        return nearest;
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent");
        }
        return parent;
    }
}
