package dev.cairn.artifacts;

import dev.cairn.platform.DurableFiles;
import dev.cairn.soar.StorageRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Deletes durable artifacts that no row names: what attempts left that were lost before their commit. */
public final class Sweeper {
    private final ArtifactStore store;
    private final Supplier<Set<String>> namedByRows;
    private final Duration grace;
    private final Clock clock;

    /**
     * @param namedByRows every path (relative to the durable root) that a row names, read again at each call
     * @param grace how long an artifact may lie there unnamed: longer than a unit plus its owner's lease
     */
    public Sweeper(ArtifactStore store, Supplier<Set<String>> namedByRows, Duration grace, Clock clock) {
        this.store = store;
        this.namedByRows = namedByRows;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Deletes what is old and unnamed, then empty old directories.
     *
     * <p>The files are listed before the rows are read: an artifact whose row was committed in between is seen as named.
     *
     * @return the artifacts that were deleted, relative to the durable root
     */
    public List<String> sweep() {
        Path root = store.root(StorageRoot.DURABLE);
        Instant before = clock.instant().minus(grace);
        try {
            Listing listing = Listing.of(root, before);
            Named named = Named.of(root, namedByRows.get());
            List<Path> deleted = listing.oldArtifacts().stream()
                    .filter(path -> !named.touches(path))
                    .toList();
            for (Path artifact : deleted) {
                DurableFiles.deleteTree(artifact);
            }
            for (Path directory : listing.oldGroups()) {
                deleteIfEmpty(directory);
            }
            return deleted.stream()
                    .map(path -> root.relativize(path).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the sweep of %s stopped".formatted(root), e);
        }
    }

    /** Deletes scratch below a name, counted in whole segments: {@code 1} is not a prefix of {@code 12}. */
    public void deleteScratch(String namePrefix) {
        store.delete(StorageRoot.SCRATCH, namePrefix);
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // still in use: nothing to prune
            return;
        }
    }
}
