package dev.cairn.artifacts;

import java.util.Set;

/** What the database knows about the directories under the durable root, each of which belongs to one run. */
public interface ArtifactRows {
    /**
     * Every path below a directory that a row refers to, read again at each call.
     *
     * @param directory directly under the durable root
     * @return relative to the durable root
     */
    Set<String> referencedBelow(String directory);

    /** Whether the directory's run has reached a final state, so that it writes nothing more. */
    boolean hasEnded(String directory);
}
