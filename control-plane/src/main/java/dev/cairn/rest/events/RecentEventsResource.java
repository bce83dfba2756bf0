package dev.cairn.rest.events;

import dev.cairn.access.Role;
import dev.cairn.events.Events;
import dev.cairn.events.RunEvent;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Page;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.Cursor;
import dev.cairn.rest.PageParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What happened in an experiment, as pages. */
@Path("/v1/experiments/{id:\\d+}/recent-events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RecentEventsResource {
    private static final String LIST = "recent-events";

    private final ExperimentStore experiments;
    private final Events events;

    RecentEventsResource(ExperimentStore experiments, Events events) {
        this.experiments = experiments;
        this.events = events;
    }

    @GET
    @Operation(summary = "List an experiment's events, newest first, as far back as they are kept")
    public Page<RunEvent> list(@PathParam("id") long id, @BeanParam PageParameters page) {
        ExperimentId experiment = new ExperimentId(id);
        if (experiments.find(experiment).isEmpty()) {
            throw new NotFoundException("experiment " + id + " does not exist");
        }
        int limit = page.size();
        long before = page.cursor() == null ? Long.MAX_VALUE : Cursor.number(LIST, page.cursor());
        List<RunEvent> found = events.before(experiment, before, limit + 1);
        boolean more = found.size() > limit;
        List<RunEvent> shown = more ? found.subList(0, limit) : found;
        return new Page<>(shown, more ? Cursor.after(LIST, shown.getLast().id()) : null);
    }
}
