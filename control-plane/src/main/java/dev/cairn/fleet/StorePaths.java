package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.bridge.PolicyDirectories;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policy directories in the artifact store; workers on this machine see the same paths. */
record StorePaths(ArtifactStore store) implements PolicyDirectories {
    /** @throws PortException WAIT if it does not exist: the disk is not mounted, or the artifacts are elsewhere */
    @Override
    public Path locate(PolicyRef policy) {
        Path directory = store.resolve(policy);
        if (!Files.isDirectory(directory)) {
            throw new PortException(
                    Remedy.WAIT,
                    "the adapter %s is missing: the run resumes when it is there. Is the disk mounted, and do all control planes of this database have the same --artifacts?"
                            .formatted(directory));
        }
        return directory;
    }

    @Override
    public Path reserve(StorageRoot root, String name) {
        return store.reserve(root, name);
    }

    @Override
    public void delete(PolicyRef policy) {
        Scratch.delete(store, policy);
    }
}
