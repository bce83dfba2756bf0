package dev.cairn.rest.operations;

import dev.cairn.access.PersonName;
import dev.cairn.access.Role;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueueAdmin.Quota;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Quotas: how many runs an owner may have in progress. */
@Path("/v1/quotas")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class QuotasResource {
    private final QueueAdmin admin;
    private final RunExecutor executor;
    private final RequestState requestState;

    QuotasResource(QueueAdmin admin, RunExecutor executor, RequestState requestState) {
        this.admin = admin;
        this.executor = executor;
        this.requestState = requestState;
    }

    /** Number of runs in progress. */
    public record QuotaSettings(@Min(0) int maxRunning) {}

    @GET
    @Operation(summary = "List quotas; a user without one has no limit")
    public Items<Quota> list() {
        return new Items<>(admin.quotas());
    }

    @PUT
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{owner}")
    @Operation(summary = "Limit how many runs a user may have in progress at a time; those in progress continue")
    public Quota put(@PathParam("owner") String owner, @Nullable @Valid QuotaSettings settings) {
        if (settings == null) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object with maxRunning, a whole number of 0 or more");
        }
        if (!PersonName.isValid(owner)) {
            throw new IllegalArgumentException("an owner's name must be " + PersonName.WORDS);
        }
        before(owner);
        Quota quota = admin.put(new Quota(owner, settings.maxRunning()));
        executor.wakeUp();
        return quota;
    }

    @DELETE
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{owner}")
    @Operation(summary = "Remove a user's limit")
    public void remove(@PathParam("owner") String owner) {
        before(owner);
        if (!admin.removeQuota(owner)) {
            throw new NotFoundException("there is no quota for " + owner);
        }
        executor.wakeUp();
    }

    private void before(String owner) {
        admin.quotas().stream()
                .filter(quota -> quota.owner().equals(owner))
                .findFirst()
                .ifPresent(requestState::before);
    }
}
