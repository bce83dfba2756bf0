package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueuePage;
import dev.cairn.queue.QueueView;
import dev.cairn.rest.PageParameters;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The queue: its order, and why each run is waiting; it can be opened, paused and drained. */
@Path("/v1/queue")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class QueueResource {
    private final QueueView view;
    private final QueueAdmin admin;
    private final RunExecutor executor;
    private final RequestState requestState;

    QueueResource(QueueView view, QueueAdmin admin, RunExecutor executor, RequestState requestState) {
        this.view = view;
        this.admin = admin;
        this.executor = executor;
        this.requestState = requestState;
    }

    /** The state of the whole queue. */
    public record QueueState(Gate state) {}

    @GET
    @Operation(
            summary =
                    "List queued runs in the order in which they will be claimed, each with the reason why it is not running")
    public QueuePage page(@BeanParam PageParameters page) {
        return view.page(page.size(), page.cursor());
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Pause the queue: start no more runs; those in progress continue")
    public QueueState pause() {
        return set(Gate.PAUSED);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:drain")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Drain the queue: start no more runs, and release those in progress after their current units")
    public QueueState drain() {
        return set(Gate.DRAINING);
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Resume the queue: start runs again")
    public QueueState resume() {
        return set(Gate.OPEN);
    }

    private QueueState set(Gate gate) {
        requestState.before(new QueueState(admin.gate()));
        QueueState state = new QueueState(admin.gate(gate));
        executor.wakeUp();
        return state;
    }
}
