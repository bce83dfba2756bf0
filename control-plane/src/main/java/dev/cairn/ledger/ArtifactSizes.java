package dev.cairn.ledger;

/** Says how large a durable file or directory is. */
@FunctionalInterface
public interface ArtifactSizes {
    /** @param path relative to the durable root */
    long bytes(String path);
}
