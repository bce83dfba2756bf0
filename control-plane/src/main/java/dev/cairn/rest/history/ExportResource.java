package dev.cairn.rest.history;

import dev.cairn.access.Role;
import dev.cairn.export.ExperimentFiles;
import dev.cairn.export.ExperimentFiles.ViewFile;
import dev.cairn.export.ExportedView;
import dev.cairn.export.ExportedViews;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The history of one experiment as files. */
@Path("/v1/experiments/{id:\\d+}/files")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.Names.VIEWER)
final class ExportResource {
    static final String PARQUET = "application/vnd.apache.parquet";

    private final String version;
    private final ExportedViews views;
    private final ExperimentFiles files;
    private final QueryAnswers answers;

    ExportResource(
            @ConfigProperty(name = "quarkus.application.version") String version,
            ExportedViews views,
            ExperimentFiles files,
            QueryAnswers answers) {
        this.version = version;
        this.views = views;
        this.files = files;
        this.answers = answers;
    }

    /**
     * The files that there are of an experiment.
     *
     * @param cairnVersion of the server
     */
    @Schema(name = "ExportListing")
    record ExportListing(String cairnVersion, List<ExportedView> items) {}

    @GET
    @RunOnVirtualThread
    @Operation(
            summary = "List the views of the schema history that have rows of an experiment, each of which is a file",
            description = "rows is an estimate.")
    public ExportListing list(@PathParam("id") long id) {
        requireReadable(id);
        return new ExportListing(version, views.all(id));
    }

    @GET
    @Path("/{view}")
    @Produces(PARQUET)
    @Blocking // millions of small reads, each of which would park a virtual thread
    @Operation(
            summary = "Read a view's rows of an experiment as a Parquet file",
            description = "The header Cairn-Query-Id has the number in the record of queries, which says how many rows"
                    + " were written so far. An answer that breaks off is not a whole file.")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = PARQUET, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response file(@PathParam("id") long id, @PathParam("view") String view, @Context RoutingContext routing) {
        requireReadable(id);
        ExportedView found = views.named(id, view)
                .orElseThrow(() ->
                        new NotFoundException("the schema history has no view " + view + " with rows of experiments"));
        if (HttpMethod.HEAD.equals(routing.request().method())) {
            // Nobody writes its body, so the file must not begin to be read.
            return Response.ok().type(PARQUET).build();
        }
        ViewFile file = files.open(answers.viewer(), id, found, QueryAnswers.link(routing));
        StreamingOutput body = file::writeTo;
        return Response.ok(body).header("Cairn-Query-Id", file.queryId()).build();
    }

    private void requireReadable(long id) {
        if (!views.mayRead(answers.viewer(), id)) {
            throw new NotFoundException("experiment " + id + " does not exist, or its owner has not shared it");
        }
    }
}
