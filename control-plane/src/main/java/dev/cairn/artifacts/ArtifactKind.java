package dev.cairn.artifacts;

/** The kinds of artifact, as the database calls them. */
public enum ArtifactKind {
    CHECKPOINT("checkpoint"),
    COMPLETIONS("completions");

    private final String column;

    ArtifactKind(String column) {
        this.column = column;
    }

    /** The value of {@code artifact.kind}. */
    public String column() {
        return column;
    }
}
