package dev.cairn.events;

import dev.cairn.events.EventFeed.Selection;
import dev.cairn.events.EventFeed.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of the stream, in memory. Each position has a fixed slot; after a gap, older events are read from the database. Not thread-safe.
 */
final class EventRing {
    private final @Nullable RunEvent[] places;
    private long behind;
    private long head;

    /** @param head the position after which it starts */
    EventRing(int size, long head) {
        this.places = new RunEvent[size];
        this.behind = head;
        this.head = head;
    }

    /** The newest position. */
    long head() {
        return head;
    }

    /** Whether it contains everything after a position. */
    boolean covers(long position) {
        return position >= behind;
    }

    void add(RunEvent event) {
        if (event.id() != head + 1) {
            // The events in between were deleted before they were read.
            behind = event.id() - 1;
        }
        head = event.id();
        behind = Math.max(behind, head - places.length);
        places[index(head)] = event;
    }

    /** The selected events after a position, in order. */
    Slice after(long position, Selection selection, int limit) {
        List<RunEvent> found = new ArrayList<>();
        long through = position;
        while (through < head && found.size() < limit) {
            through++;
            RunEvent event = places[index(through)];
            if (event != null && selection.includes(event.experimentId())) {
                found.add(event);
            }
        }
        return new Slice(found, through, 0);
    }

    private int index(long position) {
        return (int) (position % places.length);
    }
}
