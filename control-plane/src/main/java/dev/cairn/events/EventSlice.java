package dev.cairn.events;

import java.util.List;

/**
 * The next part of the stream for a reader.
 *
 * @param events the selected events, in order
 * @param through the position up to which there is nothing else for the reader, and from which to continue
 * @param pruned the position up to which events have been deleted; a reader that had not reached it missed some
 */
public record EventSlice(List<RunEvent> events, long through, long pruned) {
    public EventSlice {
        events = List.copyOf(events);
    }
}
