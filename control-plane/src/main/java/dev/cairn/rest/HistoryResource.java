package dev.cairn.rest;

import dev.cairn.access.Principal;
import dev.cairn.access.Role;
import dev.cairn.history.Answer;
import dev.cairn.history.AskedQuery;
import dev.cairn.history.HistoryQueries;
import dev.cairn.history.QueryLog;
import dev.cairn.history.QueryPage;
import dev.cairn.history.QueryRequest;
import dev.cairn.history.ResultFormat;
import dev.cairn.history.ResultFormats;
import dev.cairn.history.Viewer;
import dev.cairn.history.Viewer.Sight;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    private static final String QUERY_ID = "Cairn-Query-Id";

    private final HistoryQueries queries;
    private final ResultFormats formats;
    private final QueryLog log;
    private final Caller caller;
    private final RequestState requestState;

    HistoryResource(
            HistoryQueries queries, ResultFormats formats, QueryLog log, Caller caller, RequestState requestState) {
        this.queries = queries;
        this.formats = formats;
        this.log = log;
        this.caller = caller;
        this.requestState = requestState;
    }

    /** The shape of an answer as JSON, for the document of the interface. */
    @Schema(name = "QueryAnswer")
    record QueryAnswer(
            List<QueryColumn> columns,
            List<List<Object>> rows,
            long rowCount,
            boolean truncated,
            @Nullable String truncatedBy,
            long durationMs) {}

    /** A column and PostgreSQL's name of its type. */
    @Schema(name = "QueryColumn")
    record QueryColumn(String name, String type) {}

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
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = QueryAnswer.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Response query(
            @Nullable QueryRequest request, @Context HttpHeaders headers, @Context RoutingContext routing) {
        requestState.recorded();
        if (request == null) {
            throw new IllegalArgumentException("the body must be a JSON object with sql");
        }
        Answer answer = queries.ask(viewer(), request, format(headers.getAcceptableMediaTypes()), queries.limits());
        routing.response().closeHandler(closed -> answer.clientGone());
        StreamingOutput body = answer::writeTo;
        return Response.ok(body)
                .type(answer.mediaType())
                .header(QUERY_ID, answer.id())
                .build();
    }

    @GET
    @Path("/queries")
    @Operation(summary = "List queries that were asked, newest first: your own, or everyone's for an admin")
    public QueryPage asked(@BeanParam PageParameters page) {
        return log.page(viewer(), page.size(), page.cursor());
    }

    @GET
    @Path("/queries/{id:\\d+}")
    @Operation(summary = "Read the record of a query")
    public AskedQuery read(@PathParam("id") long id) {
        return log.find(viewer(), id).orElseThrow(() -> unknown(id));
    }

    @POST
    @Path("/queries/{id:\\d+}/:cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Cancel a query that waits or runs; it ends in the database within a second")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = AskedQuery.class)))
    public Response cancel(@PathParam("id") long id) {
        requestState.recorded();
        return Response.accepted(queries.cancel(viewer(), id).orElseThrow(() -> unknown(id)))
                .build();
    }

    private ResultFormat format(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            for (ResultFormat format : formats.all()) {
                if (type.isCompatible(MediaType.valueOf(format.mediaType()))) {
                    return format;
                }
            }
        }
        throw new NotAcceptableException();
    }

    private Viewer viewer() {
        Principal principal = caller.principal();
        return new Viewer(principal.name(), principal.role() == Role.ADMIN ? Sight.ALL : Sight.OWN_AND_SHARED);
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("query " + id + " does not exist");
    }
}
