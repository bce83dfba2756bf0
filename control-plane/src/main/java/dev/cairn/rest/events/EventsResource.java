package dev.cairn.rest.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.access.Role;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventFeed.Selection;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.rest.auth.Caller;
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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What happens in an experiment, as server-sent events whose ids are positions in its stream. */
@Path("/v1/experiments/{id:\\d+}/events")
@RolesAllowed(Role.Names.VIEWER)
final class EventsResource {
    private final ExperimentStore experiments;
    private final EventFeed feed;
    private final EventSender sender;
    private final Caller caller;

    EventsResource(ExperimentStore experiments, EventFeed feed, EventSender sender, Caller caller) {
        this.feed = feed;
        this.experiments = experiments;
        this.sender = sender;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RunOnVirtualThread
    @Operation(
            summary = "Follow an experiment from its first event to its end",
            description =
                    "Last-Event-ID resumes where a stream broke. The last event is 'end': all runs have ended, and the"
                            + " stream closes")
    @APIResponse(
            responseCode = "200",
            description = "Events named after their kind, with data as described; also gap and end",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = RunEvent.class)))
    public void follow(
            @PathParam("id") long id,
            @HeaderParam("Last-Event-ID") @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0") @Nullable
                    String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException, JsonProcessingException, ExecutionException, TimeoutException {
        ExperimentId experiment = new ExperimentId(id);
        if (experiments.find(experiment).isEmpty()) {
            throw new NotFoundException("experiment " + id + " does not exist");
        }
        long wanted = EventIds.lastEventId(lastEventId).orElse(0);
        long last = feed.bounds().last();
        String resync = "/api/v1/experiments/" + id;
        if (wanted > last) {
            // A position of another database, or of this one before it was restored.
            sender.sendGap(new EventSender.Gap(wanted, last, resync), sink, sse);
        }
        EventSender.Following following = new EventSender.Following(
                new Selection.Only(Set.of(experiment)),
                Math.min(wanted, last),
                resync,
                caller.stillSignedIn(),
                position -> feed.isOver(experiment, position));
        sender.start(following, sink, sse);
    }
}
