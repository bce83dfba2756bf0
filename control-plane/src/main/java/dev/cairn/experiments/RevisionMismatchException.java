package dev.cairn.experiments;

import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;

/** A resource was changed since it was read; nothing was overwritten. */
public final class RevisionMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RevisionMismatchException(ExperimentId experiment) {
        super("experiment " + experiment + " has changed since you read it; read it again and repeat the change");
    }

    RevisionMismatchException(RunId run) {
        super("run " + run + " has changed since you read it; read it again and repeat the change");
    }
}
