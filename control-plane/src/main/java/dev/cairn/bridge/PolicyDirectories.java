package dev.cairn.bridge;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;

/** Where policy directories are, as the worker sees them. */
public interface PolicyDirectories {
    /** The absolute directory of a policy. */
    Path locate(PolicyRef policy);

    /**
     * The absolute path of a directory that the worker is about to write; its parent exists, the directory does not.
     *
     * @param name relative to the root, as the {@link PolicyRef} will name it
     */
    Path reserve(StorageRoot root, String name);

    /** Deletes a policy on scratch, which no engine serves any more; never fails, a durable one stays. */
    void forget(PolicyRef policy);
}
