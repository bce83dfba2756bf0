package dev.cairn.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Estimates the time left for equal pieces of work, from the last few of them. */
final class Pace {
    private static final int REMEMBERED = 5;

    private final Deque<Instant> boundaries = new ArrayDeque<>();

    /** Resets the estimate, as after a pause. */
    void reset() {
        boundaries.clear();
    }

    /** The first piece starts. */
    void started(Instant at) {
        boundaries.clear();
        boundaries.add(at);
    }

    /** A piece is done. */
    void finished(Instant at) {
        boundaries.add(at);
        if (boundaries.size() > REMEMBERED + 1) {
            boundaries.removeFirst();
        }
    }

    /** Empty while no piece has been measured. */
    Optional<Duration> left(int pieces) {
        if (boundaries.size() < 2 || pieces <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(boundaries.getFirst(), boundaries.getLast())
                .multipliedBy(pieces)
                .dividedBy(boundaries.size() - 1L));
    }
}
