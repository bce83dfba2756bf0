package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.bridge.PolicyPlaces;
import dev.cairn.soar.PolicyRef;
import dev.cairn.soar.StorageRoot;
import java.nio.file.Path;

/** Policy directories as the artifact store keeps them; workers of this machine see the same paths. */
record Places(ArtifactStore store) implements PolicyPlaces {
    @Override
    public Path locate(PolicyRef policy) {
        return store.resolve(policy);
    }

    @Override
    public Path reserve(StorageRoot root, String name) {
        return store.reserve(root, name);
    }
}
