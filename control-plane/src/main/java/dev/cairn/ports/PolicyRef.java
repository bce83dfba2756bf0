package dev.cairn.ports;

/**
 * The weights to sample or train from: a directory of an artifact root, identified by its content.
 *
 * @param root the root that holds the directory
 * @param path the directory, relative to that root
 * @param sha256 hex digest over sorted tensor names and bytes; policies with equal digests are equal
 */
public record PolicyRef(StorageRoot root, String path, String sha256) {
    public PolicyRef {
        if (path.isBlank() || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException("policy path must be relative and inside its root: " + path);
        }
    }
}
