package dev.cairn.chaos;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.ports.StorageRoot;
import dev.cairn.soar.fakes.FakePolicyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Policies of the fake cluster as real artifacts, so that they outlive a killed process and go when nothing names them. */
record DiskPolicyStore(ArtifactStore store) implements FakePolicyStore {
    private static final String FILE = "weights";

    @Override
    public void put(StorageRoot root, String name, String content) {
        Path directory = store.reserve(root, name);
        try {
            Path written = directory.resolveSibling(".tmp-" + UUID.randomUUID());
            Files.createDirectory(written);
            Files.writeString(written.resolve(FILE), content);
            Files.move(written, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String get(StorageRoot root, String name) {
        try {
            return Files.readString(store.resolve(root, name).resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
