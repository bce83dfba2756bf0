package dev.cairn.bridge;

import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Both roots under one directory. */
record TestPlaces(Path home) implements PolicyDirectories {
    @Override
    public Path locate(PolicyRef policy) {
        return root(policy.root()).resolve(policy.path());
    }

    @Override
    public Path reserve(StorageRoot root, String name) {
        Path directory = root(root).resolve(name);
        try {
            Files.createDirectories(directory.resolveSibling("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    @Override
    public void delete(PolicyRef policy) {}

    Path root(StorageRoot root) {
        return home.resolve(root == StorageRoot.DURABLE ? "artifacts" : "scratch");
    }
}
