package dev.cairn.artifacts;

import dev.cairn.base.Sha256;
import dev.cairn.platform.DurableFiles;
import dev.cairn.ports.Completion;
import dev.cairn.ports.CompletionFiles;
import dev.cairn.ports.PortException;
import dev.cairn.ports.StorageRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** Stores completions as one compressed file in its own artifact directory. */
public final class CompletionFilesOnDisk implements CompletionFiles {
    private static final String FILE = "completions.gz";

    private final ArtifactStore store;

    public CompletionFilesOnDisk(ArtifactStore store) {
        this.store = store;
    }

    @Override
    public Stored save(String name, List<Completion> completions) {
        Path directory = store.reserve(StorageRoot.DURABLE, name);
        byte[] bytes = encode(completions);
        try {
            write(directory, bytes);
        } catch (IOException e) {
            throw new PortException(
                    PortException.Remedy.WAIT,
                    "completions can't be written to %s: %s. They need %d bytes, %d are free there. Nothing of them was left; make room on that disk"
                            .formatted(
                                    directory,
                                    e.getMessage(),
                                    bytes.length,
                                    store.root(StorageRoot.DURABLE).toFile().getUsableSpace()),
                    e);
        }
        return new Stored(
                store.root(StorageRoot.DURABLE)
                        .relativize(directory.resolve(FILE))
                        .toString(),
                Sha256.hex(bytes));
    }

    /** Writes everything or nothing: an unfinished directory is deleted. */
    private void write(Path directory, byte[] bytes) throws IOException {
        Path written = directory.resolveSibling(".tmp-" + UUID.randomUUID());
        try {
            Files.createDirectory(written);
            DurableFiles.write(written.resolve(FILE), bytes);
            DurableFiles.fsync(written);
            written = Files.move(written, directory, StandardCopyOption.ATOMIC_MOVE);
            store.fsyncParents(StorageRoot.DURABLE, directory);
        } catch (IOException e) {
            deleteAfter(e, written);
            throw e;
        }
    }

    private static void deleteAfter(IOException failure, Path path) {
        try {
            DurableFiles.deleteTree(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static byte[] encode(List<Completion> completions) {
        try {
            return CompletionFormat.encode(completions);
        } catch (IOException e) {
            throw new UncheckedIOException("completions can't be encoded", e);
        }
    }

    @Override
    public List<Completion> load(Stored stored) {
        Path file = store.resolve(StorageRoot.DURABLE, stored.path());
        try {
            byte[] bytes = Files.readAllBytes(file);
            String actual = Sha256.hex(bytes);
            if (!actual.equals(stored.sha256())) {
                throw new ArtifactException(
                        "%s has sha256 %s, but the database says %s: the file was damaged or replaced; restore it, or start the run again"
                                .formatted(file, actual, stored.sha256()));
            }
            return CompletionFormat.decode(bytes);
        } catch (NoSuchFileException e) {
            throw new ArtifactException(
                    "%s is missing, but the database names it; restore it, or start the run again".formatted(file), e);
        } catch (IOException e) {
            throw new UncheckedIOException("completions can't be read from " + file, e);
        }
    }
}
