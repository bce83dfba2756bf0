package dev.cairn.events;

import java.util.List;

/**
 * What a reader of the stream gets next.
 *
 * @param events that it asked for, in order
 * @param through the position up to which nothing else is of interest to it; where to continue
 * @param pruned the position up to which events are gone; a reader that had not got that far missed some
 */
public record EventSlice(List<RunEvent> events, long through, long pruned) {
    public EventSlice {
        events = List.copyOf(events);
    }
}
