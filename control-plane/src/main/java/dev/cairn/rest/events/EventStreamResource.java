package dev.cairn.rest.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.access.Role;
import dev.cairn.events.EventFeed;
import dev.cairn.events.EventFeed.Bounds;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** All events that a browser tab needs, in one stream. */
@Path("/v1/events")
@RolesAllowed(Role.Names.VIEWER)
final class EventStreamResource {
    private static final int MOST_EXPERIMENTS = 100;

    private final ExperimentStore store;
    private final EventFeed feed;
    private final EventSender sender;
    private final Caller caller;

    EventStreamResource(ExperimentStore store, EventFeed feed, EventSender sender, Caller caller) {
        this.store = store;
        this.feed = feed;
        this.sender = sender;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RunOnVirtualThread
    @Operation(
            summary = "Follow all events from now on, or those of some experiments",
            description =
                    "Ids are positions. Last-Event-ID (or 'after', if no header can be set) resumes where a stream"
                            + " broke. The first event is 'start' with the position; read your lists after it. A 'gap' means that"
                            + " you missed events that have been deleted, and has the address to read instead.")
    @APIResponse(
            responseCode = "200",
            description = "Events named after their kind, with data as described; also start and gap",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = RunEvent.class)))
    public void follow(
            @QueryParam("experimentId")
                    @Parameter(description = "Only events of these experiments; may be repeated")
                    @Nullable
                    List<Long> experiments,
            @QueryParam("after")
                    @Parameter(description = "Like Last-Event-ID")
                    @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0")
                    @Nullable
                    String after,
            @HeaderParam("Last-Event-ID") @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0") @Nullable
                    String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse)
            throws InterruptedException, JsonProcessingException, ExecutionException, TimeoutException {
        Selection selection = selection(experiments);
        Bounds bounds = feed.bounds();
        long wanted = EventIds.lastEventId(lastEventId)
                .orElseGet(() -> EventIds.lastEventId(after).orElse(bounds.last()));
        if (wanted > bounds.last()) {
            // A position of another database, or of this one before it was restored.
            sender.sendGap(new EventSender.Gap(wanted, bounds.last(), resync(selection)), sink, sse);
        }
        long from = Math.min(wanted, bounds.last());
        sender.write(
                sink,
                sse.newEventBuilder()
                        .id(Long.toString(from))
                        .name("start")
                        .data("{\"position\":" + from + "}")
                        .build());
        sender.start(
                new EventSender.Following(
                        selection, from, resync(selection), caller.stillSignedIn(), position -> false),
                sink,
                sse);
    }

    private Selection selection(@Nullable List<Long> experiments) {
        if (experiments == null || experiments.isEmpty()) {
            return new Selection.Everything();
        }
        if (experiments.size() > MOST_EXPERIMENTS) {
            throw new IllegalArgumentException(
                    experiments.size() + " experiments; follow at most " + MOST_EXPERIMENTS + ", or all");
        }
        Set<ExperimentId> wanted = experiments.stream().map(ExperimentId::new).collect(Collectors.toSet());
        Set<ExperimentId> unknown = new TreeSet<>(Comparator.comparingLong(ExperimentId::value));
        unknown.addAll(wanted);
        store.experiments(List.copyOf(wanted)).forEach(known -> unknown.remove(known.id()));
        if (!unknown.isEmpty()) {
            throw new NotFoundException("experiment " + unknown.iterator().next() + " does not exist");
        }
        return new Selection.Only(wanted);
    }

    private static String resync(Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> "/api/v1/experiments";
            case Selection.Only only ->
                only.experiments().size() == 1
                        ? "/api/v1/experiments/" + only.experiments().iterator().next()
                        : "/api/v1/experiments";
        };
    }
}
