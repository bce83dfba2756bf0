package dev.cairn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Role;
import dev.cairn.experiments.Events;
import dev.cairn.experiments.ExperimentId;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.RunEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What happens in an experiment, as server-sent events whose ids are positions in its stream. */
@Path("/v1/experiments/{id:\\d+}/events")
@RolesAllowed(Role.Names.VIEWER)
public final class EventsResource {
    private static final Logger LOG = Logger.getLogger(EventsResource.class);
    private static final int BATCH = 200;
    private static final long LOOK_AGAIN_MILLIS = 500;
    private static final int TURNS_BETWEEN_SIGNS_OF_LIFE = 20;

    private final ExperimentStore experiments;
    private final Events events;
    private final ObjectMapper json;

    EventsResource(ExperimentStore experiments, Events events, ObjectMapper json) {
        this.experiments = experiments;
        this.events = events;
        this.json = json;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RunOnVirtualThread
    @Operation(summary = "Follow an experiment; Last-Event-ID goes on where a stream broke")
    public void follow(
            @PathParam("id") long id,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException, JsonProcessingException {
        ExperimentId experiment = new ExperimentId(id);
        if (experiments.find(experiment).isEmpty()) {
            throw new NotFoundException("experiment " + id + " does not exist");
        }
        try {
            send(experiment, position(lastEventId), sink, sse);
        } catch (IllegalStateException e) {
            if (!sink.isClosed()) {
                throw e;
            }
            // The reader went away between the look and the sending.
            LOG.debugf("a reader of experiment %s went away", experiment);
        }
    }

    private void send(ExperimentId experiment, long from, SseEventSink sink, Sse sse)
            throws InterruptedException, JsonProcessingException {
        long position = from;
        int quiet = 0;
        try (sink) {
            while (!sink.isClosed()) {
                List<RunEvent> next = events.after(experiment, position, BATCH);
                for (RunEvent event : next) {
                    sink.send(sse.newEventBuilder()
                            .id(Long.toString(event.id()))
                            .name(event.kind())
                            .data(json.writeValueAsString(event))
                            .build());
                    position = event.id();
                }
                quiet = next.isEmpty() ? quiet + 1 : 0;
                if (quiet >= TURNS_BETWEEN_SIGNS_OF_LIFE) {
                    // Writing is how a server learns that the reader has gone.
                    sink.send(sse.newEventBuilder().comment("still here").build());
                    quiet = 0;
                }
                if (next.size() < BATCH) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                }
            }
        }
    }

    private static long position(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return 0;
        }
        try {
            return Long.parseLong(lastEventId);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Last-Event-ID must be a number, not '" + lastEventId + "'", e);
        }
    }
}
