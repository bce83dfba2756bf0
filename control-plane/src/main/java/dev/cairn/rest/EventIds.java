package dev.cairn.rest;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads positions in the stream of events. */
final class EventIds {
    private EventIds() {}

    /**
     * The position that a reader saw last; empty when it begins.
     *
     * @throws IllegalArgumentException if it is no position
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
            // Told below, as a negative one is.
        }
        throw new IllegalArgumentException(
                "Last-Event-ID must be the id of an event, a number from 0, not '" + header + "'");
    }
}
