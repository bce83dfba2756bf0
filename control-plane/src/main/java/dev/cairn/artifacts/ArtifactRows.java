package dev.cairn.artifacts;

import java.util.Set;

/** What the rows of the database say of the directories under the durable root: each belongs to one run. */
public interface ArtifactRows {
    /**
     * Every path that a row names below a directory, read again at each call.
     *
     * @param directory directly under the durable root
     * @return relative to the durable root
     */
    Set<String> namedBelow(String directory);

    /** Whether the run that the directory belongs to has ended for good, so that it writes nothing more. */
    boolean ended(String directory);
}
