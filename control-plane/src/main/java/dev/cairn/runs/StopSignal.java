package dev.cairn.runs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the work on a run to stop between units. */
final class StopSignal {
    private volatile @Nullable String asked;
    private volatile @Nullable String drained;

    /** Requests a stop; the request can be withdrawn until it takes effect. */
    void request(String why) {
        asked = why;
    }

    void withdraw() {
        asked = null;
    }

    /** Requests a stop because this control plane stops; it is never withdrawn. */
    void drain(String why) {
        drained = why;
    }

    /** The reason to stop; empty if there is none. */
    Optional<String> reason() {
        return Optional.ofNullable(drained).or(() -> Optional.ofNullable(asked));
    }
}
