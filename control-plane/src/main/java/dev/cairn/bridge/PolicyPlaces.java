package dev.cairn.bridge;

import dev.cairn.soar.PolicyRef;
import dev.cairn.soar.StorageRoot;
import java.nio.file.Path;

/** Where policy directories are, as the worker sees them. */
public interface PolicyPlaces {
    /** The absolute directory of a policy. */
    Path locate(PolicyRef policy);

    /** The place of a directory that the worker is about to write; its parent exists, the directory itself does not. */
    Place reserve(StorageRoot root, String name);

    /**
     * A directory to be.
     *
     * @param path relative to its root, as a {@link PolicyRef} names it
     * @param directory the same place, absolute
     */
    record Place(String path, Path directory) {}
}
