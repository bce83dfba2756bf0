package dev.cairn.rest.events;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads positions in the stream of events. */
final class EventIds {
    private EventIds() {}

    /**
     * The last position that a client saw; empty if it starts from the beginning.
     *
     * @throws IllegalArgumentException if it is not a valid position
     */
    static OptionalLong lastEventId(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return OptionalLong.empty();
        }
        try {
            long position = Long.parseLong(header.strip());
            if (position >= 0) {
                return OptionalLong.of(position);
            }
        } catch (NumberFormatException ignored) {
            // Reported below, like a negative one.
        }
        throw new IllegalArgumentException(
                "Last-Event-ID must be the id of an event, a number from 0, not '" + header + "'");
    }
}
