package dev.cairn.rest.problems;

import dev.cairn.access.Role;
import dev.cairn.problems.ProblemPreviews;
import dev.cairn.problems.ProblemSearch;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSetPreview;
import dev.cairn.problems.ProblemSets;
import dev.cairn.problems.ProblemUploads;
import dev.cairn.problems.UploadedFile;
import dev.cairn.rest.PageParameters;
import dev.cairn.rest.auth.Caller;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.submissions.ModelFits;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Problem sets: previewed, uploaded, listed, read. */
@Path("/v1/problem-sets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ProblemSetsResource {
    private final ProblemSets sets;
    private final ProblemUploads uploads;
    private final ProblemPreviews previews;
    private final ModelFits fits;
    private final Caller caller;
    private final RequestState requestState;

    ProblemSetsResource(
            ProblemSets sets,
            ProblemUploads uploads,
            ProblemPreviews previews,
            ModelFits fits,
            Caller caller,
            RequestState requestState) {
        this.sets = sets;
        this.uploads = uploads;
        this.previews = previews;
        this.fits = fits;
        this.caller = caller;
        this.requestState = requestState;
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Store a problem file under a name: JSON Lines, JSON arrays, CSV or Parquet, each also gzipped",
            description = "The body is the file itself. The same name with the same content is the same set.")
    @APIResponse(
            responseCode = "201",
            description = "Stored; Location has its address",
            content = @Content(schema = @Schema(implementation = ProblemSet.class)))
    public Response add(
            @Nullable InputStream body,
            @QueryParam("name")
                    @Parameter(required = true, description = "Name of the set, for use in specs")
                    @Schema(pattern = ProblemUploads.NAME)
                    @Nullable
                    String name,
            @BeanParam FileParameters parameters)
            throws IOException {
        ProblemUploads.requireName(name == null ? "" : name);
        try (UploadedFile upload = uploads.receive(required(body), parameters.file())) {
            ProblemSet set = uploads.add(
                    upload,
                    String.valueOf(name),
                    parameters.options(uploads.fileLimits()),
                    parameters.answerComparison(),
                    caller.name());
            return Response.created(URI.create("/v1/problem-sets/" + set.name()))
                    .entity(set)
                    .build();
        }
    }

    @POST
    @RolesAllowed(Role.Names.OPERATOR)
    @Path("/:preview")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Show how a problem file would be stored, without storing it",
            description = "The body is the file itself.")
    public ProblemSetPreview preview(
            @Nullable InputStream body,
            @BeanParam FileParameters parameters,
            @QueryParam("model")
                    @Parameter(
                            description =
                                    "A model, as in model.path: warns about prompts that leave too little of its length")
                    @Nullable
                    String model,
            @QueryParam("maxTokens")
                    @Parameter(description = "Most tokens of an answer; default: that of a spec")
                    @Nullable
                    Integer maxTokens,
            @QueryParam("maxModelLength")
                    @Parameter(
                            description =
                                    "Most tokens of prompt and answer together; default: that of a spec or the model")
                    @Nullable
                    Integer maxModelLength)
            throws IOException, InterruptedException {
        requestState.recorded();
        try (UploadedFile upload = uploads.receive(required(body), parameters.file())) {
            return previews.of(
                    upload,
                    parameters.options(uploads.fileLimits()),
                    parameters.answerComparison(),
                    model == null || model.isEmpty() ? null : fits.of(model, maxTokens, maxModelLength));
        }
    }

    @GET
    @Operation(summary = "List problem sets, newest first")
    public ProblemSets.SetPage list(@BeanParam PageParameters page) {
        return sets.list(page.size(), page.cursor());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Read a problem set's description")
    public ProblemSet read(@PathParam("name") String name) {
        return sets.find(name).orElseThrow(() -> new NotFoundException("problem set " + name + " does not exist"));
    }

    @GET
    @Path("/{name}/problems")
    @Operation(summary = "List the problems of a set, in order; searched, and with the results of a screening")
    public ProblemSets.ProblemPage problems(
            @PathParam("name") String name,
            @QueryParam("search")
                    @Parameter(description = "Occurs in id, question or answer, in upper or lower case")
                    @Schema(maxLength = 1000)
                    @Nullable
                    String search,
            @QueryParam("screening") @Parameter(description = "Id of a screen run whose results to show") @Nullable
                    Long screening,
            @QueryParam("unsolved")
                    @DefaultValue("false")
                    @Parameter(description = "Only problems that this screening never solved")
                    boolean unsolved,
            @BeanParam PageParameters page) {
        return sets.page(read(name), new ProblemSearch(search, screening, unsolved), page.size(), page.cursor());
    }

    private static InputStream required(@Nullable InputStream body) {
        if (body == null) {
            throw new IllegalArgumentException("the body must be the problem file");
        }
        return body;
    }
}
