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
 * Deletes durable artifacts that no row refers to, left by attempts that were lost before their commit.
 *
 * <p>It sweeps one run's directory at a time. A finished run is swept once per process.
 */
public final class Sweeper {
    private final ArtifactStore store;
    private final ArtifactRows rows;
    private final Duration grace;
    private final InstantSource clock;
    private final Set<Path> swept = ConcurrentHashMap.newKeySet();

    /**
     * @param rows what must be kept
     * @param grace how long an artifact may exist without a row; longer than a unit plus its owner's lease
     */
    public Sweeper(ArtifactStore store, ArtifactRows rows, Duration grace, InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Deletes old artifacts without a row, then old empty directories.
     *
     * @return paths of the deleted artifacts, relative to the durable root
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

    /** Sweeps a finished run again, after files of it were deleted, to remove its empty directories. */
    public void sweepAgain(String path) {
        swept.remove(store.root(StorageRoot.DURABLE).resolve(Path.of(path).getName(0)));
    }

    /**
     * Lists the files before reading the rows, so that an artifact whose row was committed in between counts as
     * referenced.
     */
    private List<Path> sweep(Path root, Path directory, Instant before) throws IOException {
        String name = directory.getFileName().toString();
        boolean ended = rows.hasEnded(name);
        StaleArtifacts listing = StaleArtifacts.of(directory, before);
        ReferencedPaths named = ReferencedPaths.of(root, rows.referencedBelow(name));
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
            // still in use, nothing to delete
            return;
        }
    }
}
