package dev.cairn.runs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the work on a run to stop at the next unit's edge. */
final class StopSignal {
    private volatile @Nullable String asked;
    private volatile @Nullable String drained;

    /** A person asks for it, who may take it back until the edge is reached. */
    void ask(String why) {
        asked = why;
    }

    void takeBack() {
        asked = null;
    }

    /** This control plane is stopping, which is not taken back. */
    void drain(String why) {
        drained = why;
    }

    /** Why to stop, if so. */
    Optional<String> reason() {
        return Optional.ofNullable(drained).or(() -> Optional.ofNullable(asked));
    }
}
