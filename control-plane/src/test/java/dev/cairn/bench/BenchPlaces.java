package dev.cairn.bench;

import dev.cairn.bridge.PolicyDirectories;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.nio.file.Path;

/** Both roots in one directory. */
record BenchPlaces(Path home) implements PolicyDirectories {
    @Override
    public Path locate(PolicyRef policy) {
        return home.resolve(policy.path());
    }

    @Override
    public Path reserve(StorageRoot root, String name) {
        return home.resolve(name);
    }

    @Override
    public void delete(PolicyRef policy) {}
}
