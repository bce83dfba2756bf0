package dev.cairn.artifacts;

import dev.cairn.platform.DurableFiles;
import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes durable artifacts that no row names: what attempts left that were lost before their commit.
 *
 * <p>Goes through one run's directory at a time. A run that has ended is swept once; a new process sweeps it once more.
 */
public final class Sweeper {
    private final ArtifactStore store;
    private final ArtifactRows rows;
    private final Duration grace;
    private final InstantSource clock;
    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /**
     * @param rows what must stay
     * @param grace how long an artifact may lie there unnamed: longer than a unit plus its owner's lease
     */
    public Sweeper(ArtifactStore store, ArtifactRows rows, Duration grace, InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Deletes what is old and unnamed, then empty old directories.
     *
     * @return the artifacts that were deleted, relative to the durable root
     */
    public List<String> sweep() {
        Path root = store.root(StorageRoot.DURABLE);
        Instant before = clock.instant().minus(grace);
        List<String> deleted = new ArrayList<>();
        try {
            for (Path directory : StaleArtifacts.children(root)) {
                if (!swept.contains(directory)) {
                    sweep(root, directory, before)
                            .forEach(path -> deleted.add(root.relativize(path).toString()));
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new UncheckedIOException("the sweep of %s stopped".formatted(root), e);
        }
    }

    /** Files of a run that had ended were deleted: its empty directories go at the next sweep. */
    public void again(String path) {
        swept.remove(store.root(StorageRoot.DURABLE).resolve(Path.of(path).getName(0)));
    }

    /** The files are listed before the rows are read: an artifact whose row was committed in between is seen as named. */
    private List<Path> sweep(Path root, Path directory, Instant before) throws IOException {
        String name = directory.getFileName().toString();
        boolean ended = rows.ended(name);
        StaleArtifacts listing = StaleArtifacts.of(directory, before);
        ReferencedPaths named = ReferencedPaths.of(root, rows.namedBelow(name));
        List<Path> deleted = listing.oldArtifacts().stream()
                .filter(path -> !named.touches(path))
                .toList();
        for (Path artifact : deleted) {
            DurableFiles.deleteTree(artifact);
        }
        for (Path group : listing.oldGroups()) {
            deleteIfEmpty(group);
        }
        if (ended && !listing.hasYoung()) {
            swept.add(directory);
        }
        return deleted;
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
