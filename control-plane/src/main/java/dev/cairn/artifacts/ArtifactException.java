package dev.cairn.artifacts;

import org.jspecify.annotations.Nullable;

/** A file is missing, damaged, already exists or lies outside its root; the message says which one and what to do. */
final class ArtifactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArtifactException(String message) {
        this(message, null);
    }

    public ArtifactException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
