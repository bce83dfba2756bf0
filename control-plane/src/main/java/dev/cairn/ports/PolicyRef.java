package dev.cairn.ports;

/**
 * Which weights to sample or train from: a directory of an artifact root, named by what is in it.
 *
 * @param root where the directory lives
 * @param path the directory, relative to that root
 * @param sha256 hex digest over sorted tensor names and bytes; two policies are the same when it is the same
 */
public record PolicyRef(StorageRoot root, String path, String sha256) {
    public PolicyRef {
        if (path.isBlank() || path.startsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException("policy path must be relative and inside its root: " + path);
        }
    }
}
