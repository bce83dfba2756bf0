package dev.cairn.rest.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.access.Role;
import dev.cairn.queue.Gate;
import dev.cairn.queue.QueueAdmin;
import dev.cairn.queue.QueueAdmin.Pool;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.runs.RunExecutor;
import dev.cairn.spec.QueueSpec;
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

/** Pools of engines and trainers: their capacity, and whether their runs are claimed. */
@Path("/v1/pools")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class PoolsResource {
    private final QueueAdmin admin;
    private final RunExecutor executor;
    private final RequestState requestState;

    PoolsResource(QueueAdmin admin, RunExecutor executor, RequestState requestState) {
        this.admin = admin;
        this.executor = executor;
        this.requestState = requestState;
    }

    /**
     * All settings of a pool. A PUT replaces them, so none may be left out.
     *
     * @param trainingSlots side by side over all control planes; null: no limit but what they bring
     */
    public record PoolSettings(
            Gate state,
            @JsonProperty(required = true) @Nullable @Min(1) Integer trainingSlots) {}

    @GET
    @Operation(summary = "List pools")
    public Items<Pool> list() {
        return new Items<>(admin.pools());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Read a pool")
    public Pool read(@PathParam("name") String name) {
        return admin.pool(name).orElseThrow(() -> new NotFoundException("pool " + name + " does not exist"));
    }

    @PUT
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{name}")
    @Operation(
            summary = "Make a pool, or replace all its settings; draining releases its runs after their current units",
            description =
                    "Both state and trainingSlots are required, so that neither changes by being left out. For trainingSlots,"
                            + " null means no limit.")
    public Pool put(@PathParam("name") String name, @Nullable @Valid PoolSettings settings) {
        if (!name.matches(QueueSpec.POOL)) {
            throw new IllegalArgumentException(
                    "a pool's name must be lower-case letters, digits and hyphens, a letter first, not '" + name + "'");
        }
        if (settings == null) {
            throw new IllegalArgumentException("the body must be a JSON object with state and trainingSlots");
        }
        admin.pool(name).ifPresent(requestState::before);
        Pool pool = admin.put(new Pool(name, settings.state(), settings.trainingSlots()));
        executor.wakeUp();
        return pool;
    }

    @DELETE
    @RolesAllowed(Role.Names.ADMIN)
    @Path("/{name}")
    @Operation(summary = "Remove a pool; refused while a run, engine or worker uses it")
    public void remove(@PathParam("name") String name) {
        admin.pool(name).ifPresent(requestState::before);
        if (!admin.removePool(name)) {
            throw new NotFoundException("pool " + name + " does not exist");
        }
    }
}
