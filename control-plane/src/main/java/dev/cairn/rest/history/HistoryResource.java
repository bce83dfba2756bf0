package dev.cairn.rest.history;

import dev.cairn.access.Role;
import dev.cairn.history.AskedQuery;
import dev.cairn.history.CookbookQueries;
import dev.cairn.history.CookbookQuery;
import dev.cairn.history.HistoryQueries;
import dev.cairn.history.HistoryView;
import dev.cairn.history.HistoryViews;
import dev.cairn.history.QueryLog;
import dev.cairn.history.QueryPage;
import dev.cairn.history.QueryRequest;
import dev.cairn.rest.Items;
import dev.cairn.rest.PageParameters;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** SQL over the history of runs: queries, and the record of them. */
@Path("/v1/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class HistoryResource {
    private final HistoryQueries queries;
    private final QueryAnswers answers;
    private final QueryLog log;
    private final HistoryViews views;
    private final CookbookQueries cookbook;
    private final RequestState requestState;

    HistoryResource(
            HistoryQueries queries,
            QueryAnswers answers,
            QueryLog log,
            HistoryViews views,
            CookbookQueries cookbook,
            RequestState requestState) {
        this.queries = queries;
        this.answers = answers;
        this.log = log;
        this.views = views;
        this.cookbook = cookbook;
        this.requestState = requestState;
    }

    @POST
    @Path("/:query")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "Run one SELECT over the views of the schema history; you see your own and shared experiments",
            description = "The Accept header chooses the format. Whole numbers above 2^53 and NaN are strings in JSON."
                    + " The header Cairn-Query-Id has the number in the record of queries.")
    @APIResponse(
            responseCode = "200",
            description = "The rows; truncatedBy names the limit that cut them, if one did",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = QueryAnswers.QueryAnswer.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = "application/vnd.apache.parquet",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = "application/vnd.apache.arrow.stream",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    public Response query(
            @Nullable QueryRequest request, @Context HttpHeaders headers, @Context RoutingContext routing) {
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with sql");
        }
        return answers.answer(request, headers, routing);
    }

    @GET
    @Path("/views")
    @Operation(summary = "List the views of the schema history with their columns and what these mean")
    public Items<HistoryView> views() {
        return new Items<>(views.all());
    }

    @GET
    @Path("/cookbook")
    @Operation(summary = "List questions about history with the queries that answer them")
    public Items<CookbookQuery> cookbook() {
        return new Items<>(cookbook.all());
    }

    @GET
    @Path("/queries")
    @Operation(summary = "List queries that were asked, newest first: your own, or everyone's for an admin")
    public QueryPage asked(@BeanParam PageParameters page) {
        return log.page(answers.viewer(), page.size(), page.cursor());
    }

    @GET
    @Path("/queries/{id:\\d+}")
    @Operation(summary = "Read the record of a query")
    public AskedQuery read(@PathParam("id") long id) {
        return log.find(answers.viewer(), id).orElseThrow(() -> unknown(id));
    }

    @POST
    @Path("/queries/{id:\\d+}/:cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel a query that waits or runs; it ends in the database within a second")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = AskedQuery.class)))
    public Response cancel(@PathParam("id") long id) {
        requestState.recorded();
        return Response.accepted(queries.cancel(answers.viewer(), id).orElseThrow(() -> unknown(id)))
                .build();
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("query " + id + " does not exist");
    }
}
