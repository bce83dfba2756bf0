package dev.cairn.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Estimates the time left for equal pieces of work, from the last few of them. */
final class Pace {
    private static final int REMEMBERED = 5;

    private final Deque<Instant> edges = new ArrayDeque<>();

    /** Resets the estimate, as after a pause. */
    void forget() {
        edges.clear();
    }

    /** The first piece starts. */
    void begins(Instant at) {
        edges.clear();
        edges.add(at);
    }

    /** A piece is done. */
    void done(Instant at) {
        edges.add(at);
        if (edges.size() > REMEMBERED + 1) {
            edges.removeFirst();
        }
    }

    /** Empty while no piece has been measured. */
    Optional<Duration> left(int pieces) {
        if (edges.size() < 2 || pieces <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(edges.getFirst(), edges.getLast())
                .multipliedBy(pieces)
                .dividedBy(edges.size() - 1L));
    }
}
