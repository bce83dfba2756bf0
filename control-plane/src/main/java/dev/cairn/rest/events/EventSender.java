package dev.cairn.rest.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventFeed.Selection;
import dev.cairn.events.EventFeed.Slice;
import dev.cairn.events.EventKind;
import dev.cairn.events.RunEvent;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jboss.logging.Logger;

/** Sends the stream of events to one client until it disconnects, or may no longer read. */
@Singleton
final class EventSender {
    private static final Logger LOG = Logger.getLogger(EventSender.class);
    private static final int BATCH = 200;
    private static final long SLOWEST_READER_SECONDS = 30;

    /** Interval of keep-alive messages: only by writing does a server notice that the client has disconnected. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    /** An event, since scripts in a browser see no comments; without an id, so that it is not a position. */
    private static final String HEARTBEAT = "heartbeat";

    private final EventFeed feed;
    private final ObjectMapper json;
    private final Ticker ticker;

    EventSender(EventFeed feed, ObjectMapper json, Ticker ticker) {
        this.feed = feed;
        this.json = json;
        this.ticker = ticker;
    }

    /**
     * Sent if events were deleted that the client had not seen.
     *
     * @param after the position that it requested
     * @param through events up to this position are missing
     * @param resync what to read in place of the events
     */
    public record Gap(long after, long through, String resync) {}

    /**
     * What a client follows.
     *
     * @param after its last position
     * @param resync what it should read again if it missed events
     * @param stillSignedIn checked every ten seconds
     * @param over whether nothing can come after a position, so that the stream ends
     */
    record Following(
            Selection selection, long after, String resync, BooleanSupplier stillSignedIn, LongPredicate over) {}

    /**
     * Sends the events after a position, preceded by a gap if the next ones were deleted.
     *
     * <p>It uses its own thread, and starts after the request's thread has finished: before that, the framework treats
     * the end of a stream as a failure.
     */
    void start(Following following, SseEventSink sink, Sse sse) {
        Thread request = Thread.currentThread();
        if (!request.isVirtual()) {
            throw new IllegalStateException("a stream is asked for on a virtual thread, which ends with its request");
        }
        Thread.ofVirtual().name("event-sender").start(() -> {
            try {
                request.join();
                send(following, sink, sse);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void send(Following following, SseEventSink sink, Sse sse) {
        try (sink) {
            long position = following.after();
            Deadline askAgain = Deadline.in(SIGN_OF_LIFE, ticker);
            if (following.over().test(position)) {
                sendEnd(position, sink, sse);
                return;
            }
            while (!sink.isClosed() && feed.isOpen()) {
                if (askAgain.hasPassed()) {
                    if (!following.stillSignedIn().getAsBoolean()) {
                        return;
                    }
                    askAgain = Deadline.in(SIGN_OF_LIFE, ticker);
                }
                Slice next = feed.after(position, following.selection(), BATCH, SIGN_OF_LIFE);
                if (next.pruned() > position) {
                    sendGap(new Gap(position, next.pruned(), following.resync()), sink, sse);
                }
                for (RunEvent event : next.events()) {
                    write(
                            sink,
                            sse.newEventBuilder()
                                    .id(Long.toString(event.id()))
                                    .name(event.kind().wireName())
                                    .data(json.writeValueAsString(event))
                                    .build());
                }
                if (next.events().isEmpty() && next.through() == position) {
                    write(sink, sse.newEventBuilder().name(HEARTBEAT).data("{}").build());
                }
                position = Math.max(next.through(), next.pruned());
                if (mayEnd(next) && following.over().test(position)) {
                    sendEnd(position, sink, sse);
                    return;
                }
            }
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            // The client disconnected before the message was sent, or reads too slowly.
            LOG.debugf("a reader of events has disconnected: %s", e.getMessage());
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "an event can't be written");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only if the client has all events, and a run changed its state or nothing happened. */
    private static boolean mayEnd(Slice next) {
        return next.events().size() < BATCH
                && (next.events().isEmpty()
                        || next.events().stream().anyMatch(event -> event.kind() == EventKind.RUN_STATE));
    }

    private void sendEnd(long position, SseEventSink sink, Sse sse)
            throws InterruptedException, ExecutionException, TimeoutException {
        write(
                sink,
                sse.newEventBuilder()
                        .id(Long.toString(position))
                        .name("end")
                        .data("{\"position\":" + position + "}")
                        .build());
    }

    void sendGap(Gap gap, SseEventSink sink, Sse sse)
            throws InterruptedException, JsonProcessingException, ExecutionException, TimeoutException {
        write(
                sink,
                sse.newEventBuilder()
                        .id(Long.toString(gap.through()))
                        .name("gap")
                        .data(json.writeValueAsString(gap))
                        .build());
    }

    /** Waits until the event is written, so that events for a slow client do not accumulate here. */
    void write(SseEventSink sink, OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(SLOWEST_READER_SECONDS, TimeUnit.SECONDS);
    }
}
