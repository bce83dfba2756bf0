package dev.cairn.ledger;

/** Measures durable files and directories. */
@FunctionalInterface
public interface ArtifactSizes {
    /** @param path relative to the durable root */
    long bytes(String path);
}
