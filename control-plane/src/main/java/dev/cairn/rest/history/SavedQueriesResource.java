package dev.cairn.rest.history;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExpectedRevision;
import dev.cairn.experiments.ExpectedRevision.Revision;
import dev.cairn.history.saved.SavedQueries;
import dev.cairn.history.saved.SavedQuery;
import dev.cairn.history.saved.SavedQueryRequest;
import dev.cairn.history.saved.SavedQueryRun;
import dev.cairn.rest.EntityTags;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Queries over history that are kept under names. */
@Path("/v1/history/saved-queries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class SavedQueriesResource {
    private final SavedQueries saved;
    private final QueryAnswers answers;
    private final EntityTags tags;
    private final RequestState requestState;

    SavedQueriesResource(SavedQueries saved, QueryAnswers answers, EntityTags tags, RequestState requestState) {
        this.saved = saved;
        this.answers = answers;
        this.tags = tags;
        this.requestState = requestState;
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Operation(summary = "Save a query under a name, with the types of its parameters")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = SavedQuery.class)))
    public Response create(@Nullable SavedQueryRequest request) {
        SavedQuery made = saved.save(answers.viewer(), required(request));
        return Response.created(URI.create("/v1/history/saved-queries/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Operation(summary = "List saved queries by name: your own and shared ones, or everyone's for an admin")
    public Items<SavedQuery> list() {
        return new Items<>(saved.list(answers.viewer()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(summary = "Read a saved query")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SavedQuery.class)))
    public Response read(@PathParam("id") long id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
        SavedQuery query = find(id);
        return tags.answer(revision(query.version()), query, ifNoneMatch);
    }

    @PATCH
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change a saved query; requires If-Match")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SavedQuery.class)))
    public Response change(
            @PathParam("id") long id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable SavedQueryRequest request) {
        SavedQueryRequest wanted = required(request);
        ExpectedRevision expected = EntityTags.expected(ifMatch);
        requestState.before(find(id));
        SavedQuery changed = saved.change(answers.viewer(), id, version -> expected.allows(revision(version)), wanted)
                .orElseThrow(() -> unknown(id));
        return tags.answer(revision(changed.version()), changed, null);
    }

    @DELETE
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/{id:\\d+}")
    @Operation(summary = "Delete a saved query")
    public void delete(@PathParam("id") long id) {
        requestState.before(find(id));
        if (!saved.delete(answers.viewer(), id)) {
            throw unknown(id);
        }
    }

    @POST
    @Path("/{id:\\d+}/:run")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "Run a saved query; the answer is that of history:query")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = QueryAnswers.QueryAnswer.class)))
    public Response run(
            @PathParam("id") long id,
            @Nullable SavedQueryRun run,
            @Context HttpHeaders headers,
            @Context RoutingContext routing) {
        SavedQueryRun given = run == null ? new SavedQueryRun(null, null) : run;
        return answers.answer(saved.run(find(id), given), headers, routing);
    }

    private SavedQuery find(long id) {
        return saved.find(answers.viewer(), id).orElseThrow(() -> unknown(id));
    }

    private static Revision revision(int version) {
        return new Revision(Integer.toString(version));
    }

    private static SavedQueryRequest required(@Nullable SavedQueryRequest request) {
        if (request == null) {
            throw new IllegalArgumentException(
                    "the body must be a JSON object with name, sql or other fields of the query");
        }
        return request;
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("saved query " + id + " does not exist");
    }
}
