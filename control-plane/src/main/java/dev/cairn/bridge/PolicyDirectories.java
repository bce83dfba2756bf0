package dev.cairn.bridge;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;

/** Maps policies to directories, as the worker sees them. */
public interface PolicyDirectories {
    /** The absolute directory of a policy. */
    Path locate(PolicyRef policy);

    /**
     * The absolute path of a directory that the worker is about to write. Its parent exists; the directory itself does
     * not.
     *
     * @param name path relative to the root, as in the {@link PolicyRef}
     */
    Path reserve(StorageRoot root, String name);

    /** Deletes a policy on scratch that no engine serves any more. It never fails, and keeps durable policies. */
    void delete(PolicyRef policy);
}
