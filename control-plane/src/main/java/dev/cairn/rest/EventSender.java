package dev.cairn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.Deadline;
import dev.cairn.base.Ticker;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventKind;
import dev.cairn.events.EventSelection;
import dev.cairn.events.EventSlice;
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

/** Sends the stream of events to one reader until it goes away, or may no longer read. */
@Singleton
final class EventSender {
    private static final Logger LOG = Logger.getLogger(EventSender.class);
    private static final int BATCH = 200;
    private static final long SLOWEST_READER_SECONDS = 30;

    /** Writing is how a server learns that the reader has gone. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    private final EventFeed feed;
    private final ObjectMapper json;
    private final Ticker ticker;

    EventSender(EventFeed feed, ObjectMapper json, Ticker ticker) {
        this.feed = feed;
        this.json = json;
        this.ticker = ticker;
    }

    /**
     * Told when events are gone that the reader had not seen.
     *
     * @param after the position that it asked for
     * @param through events up to this position are missing
     * @param resync what to read instead
     */
    public record Gap(long after, long through, String resync) {}

    /**
     * What a reader follows.
     *
     * @param after the position it has
     * @param resync what it should read again if it missed something
     * @param stillSignedIn asked every ten seconds
     * @param over whether nothing comes after a position; the stream ends then
     */
    record Following(
            EventSelection selection, long after, String resync, BooleanSupplier stillSignedIn, LongPredicate over) {}

    /**
     * Sends what comes after a position, and first a gap where what came next is gone.
     *
     * <p>It does so on a thread of its own, once the request's has done its part: before that, the framework takes the end of
     * a stream for a fault.
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
                EventSlice next = feed.after(position, following.selection(), BATCH, SIGN_OF_LIFE);
                if (next.pruned() > position) {
                    sendGap(new Gap(position, next.pruned(), following.resync()), sink, sse);
                }
                for (RunEvent event : next.events()) {
                    write(
                            sink,
                            sse.newEventBuilder()
                                    .id(Long.toString(event.id()))
                                    .name(event.kind().word())
                                    .data(json.writeValueAsString(event))
                                    .build());
                }
                if (next.events().isEmpty() && next.through() == position) {
                    write(sink, sse.newEventBuilder().comment("still here").build());
                }
                position = Math.max(next.through(), next.pruned());
                if (mayEnd(next) && following.over().test(position)) {
                    sendEnd(position, sink, sse);
                    return;
                }
            }
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            // It went away between the look and the sending, or reads so slowly that it may as well have.
            LOG.debugf("a reader of events went away: %s", e.getMessage());
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "an event can't be written");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Only where the reader has all that there is, and a run has changed its state or nothing happens. */
    private static boolean mayEnd(EventSlice next) {
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

    /** Waits until it is written, so that what a slow reader has not taken yet does not pile up here. */
    void write(SseEventSink sink, OutboundSseEvent event)
            throws InterruptedException, ExecutionException, TimeoutException {
        sink.send(event).toCompletableFuture().get(SLOWEST_READER_SECONDS, TimeUnit.SECONDS);
    }
}
