package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.Items;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.views.ListView;
import dev.cairn.views.ListViewRequest;
import dev.cairn.views.ListViews;
import dev.cairn.views.ViewOwner;
import dev.cairn.views.ViewOwner.Reach;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Views of the list of experiments that are kept under names. */
@Path("/v1/list-views")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ListViewsResource {
    private final ListViews saved;
    private final Caller caller;
    private final EntityTags tags;
    private final RequestState requestState;

    ListViewsResource(ListViews saved, Caller caller, EntityTags tags, RequestState requestState) {
        this.saved = saved;
        this.caller = caller;
        this.tags = tags;
        this.requestState = requestState;
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Operation(summary = "Save a filter, a sort and columns of the list of experiments under a name")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ListView.class)))
    public Response create(@Nullable ListViewRequest request) {
        ListView made = saved.save(viewer(), required(request));
        return Response.created(URI.create("/v1/list-views/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "List saved views by name: your own and shared ones, or everyone's for an admin")
    public Items<ListView> list() {
        return new Items<>(saved.list(viewer()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(summary = "Read a saved view")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ListView.class)))
    public Response read(@PathParam("id") long id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        ListView view = find(id);
        return tags.answer(revision(view.version()), view, ifNoneMatch);
    }

    @PATCH
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change a saved view; requires If-Match")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ListView.class)))
    public Response change(
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable ListViewRequest request) {
        ListViewRequest wanted = required(request);
        ExpectedRevision expected = EntityTags.expected(ifMatch);
        requestState.before(find(id));
        ListView changed = saved.change(viewer(), id, version -> expected.allows(revision(version)), wanted)
                .orElseThrow(() -> unknown(id));
        return tags.answer(revision(changed.version()), changed, null);
    }

    @DELETE
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}")
    @Operation(summary = "Delete a saved view")
    public void delete(@PathParam("id") long id) {
        requestState.before(find(id));
        if (!saved.delete(viewer(), id)) {
            throw unknown(id);
        }
    }

    private ViewOwner viewer() {
        return new ViewOwner(caller.name(), caller.principal().role() == Role.ADMIN ? Reach.ALL : Reach.OWN);
    }

    private ListView find(long id) {
        return saved.find(viewer(), id).orElseThrow(() -> unknown(id));
    }

    private static Revision revision(int version) {
        return new Revision(Integer.toString(version));
    }

    private static ListViewRequest required(@Nullable ListViewRequest request) {
        if (request == null) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object with name, filter or other fields of the view");
        }
        return request;
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("view " + id + " does not exist");
    }
}
