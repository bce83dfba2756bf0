package dev.cairn.fleet;

import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.ports.PolicyRef;
import dev.cairn.ports.StorageRoot;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/**
 * Policies published to scratch. A later one of the same session replaces the last, and the session's end removes it.
 */
final class Scratch {
    private static final Logger LOG = Logger.getLogger(Scratch.class);

    private Scratch() {}

    /**
     * Deletes a policy. It never fails: whatever is left is deleted with the run's attempts, when its owner has ended.
     */
    static void delete(ArtifactStore store, PolicyRef policy) {
        if (policy.root() == StorageRoot.SCRATCH) {
            try {
                store.delete(StorageRoot.SCRATCH, policy.path());
            } catch (UncheckedIOException e) {
                LOG.warnf("%s stays until its run's owner has ended: %s", policy.path(), e.getMessage());
            }
        }
    }
}
