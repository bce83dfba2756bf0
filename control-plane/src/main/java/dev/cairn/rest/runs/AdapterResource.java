package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.artifacts.AdapterArchive;
import dev.cairn.artifacts.ArtifactStore;
import dev.cairn.ports.StorageRoot;
import dev.cairn.results.PolicyView;
import dev.cairn.results.ResultReader;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** A policy as a file. */
@Path("/v1/runs/{id:\\d+}/policies/{role}/{unit:.+}/adapter")
@RolesAllowed(Role.Names.VIEWER)
final class AdapterResource {
    static final String TAR = "application/x-tar";
    static final String SHA256 = "Cairn-Policy-Sha256";

    private final ResultReader history;
    private final ArtifactStore store;

    AdapterResource(ResultReader history, ArtifactStore store) {
        this.history = history;
        this.store = store;
    }

    @GET
    @Produces(TAR)
    @Blocking // copies files, which would pin a virtual thread
    @Operation(
            summary = "Download a policy as a PEFT adapter: a tar file with one folder",
            description = "The folder holds adapter_config.json and adapter_model.safetensors. The header "
                    + SHA256 + " has the policy's sha256, over the sorted names of its tensors and their bytes in FP32."
                    + " 410 if the files are no longer kept.")
    @APIResponse(
            responseCode = "200",
            description = "The adapter",
            content = @Content(mediaType = TAR, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "410",
            description = "The policy's files were removed",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "ProblemDetail")))
    public Response adapter(
            @PathParam("id") long id,
            @PathParam("role") String role,
            @PathParam("unit") String unit,
            @Context RoutingContext routing) {
        PolicyView policy = history.policy(id, role, unit)
                .orElseThrow(() -> new NotFoundException("run " + id + " has no policy " + role + "/" + unit
                        + "; GET /api/v1/runs/" + id + "/policies lists its policies"));
        String name = "run-" + id + "-" + policy.policy().replace('/', '-');
        AdapterArchive archive = archive(policy, name);
        Response.ResponseBuilder answer = Response.ok()
                .type(TAR)
                .header(SHA256, policy.sha256())
                .header(HttpHeaders.CONTENT_LENGTH, archive.bytes())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".tar\"");
        if (!HttpMethod.HEAD.equals(routing.request().method())) {
            StreamingOutput body = archive::writeTo;
            answer.entity(body);
        }
        return answer.build();
    }

    private AdapterArchive archive(PolicyView policy, String name) {
        if (!policy.kept()) {
            throw new ClientErrorException(
                    "the files of policy " + policy.policy() + " were removed at " + policy.removedAt() + ": "
                            + (policy.unit().contains("/trial/") && !policy.promoted()
                                    ? "students that are not promoted are kept until their outer step is done"
                                    : "the retention rules did not keep them"),
                    Response.Status.GONE);
        }
        try {
            return AdapterArchive.of(store.resolve(StorageRoot.DURABLE, policy.path()), name, policy.createdAt())
                    .orElseThrow(() -> new NotFoundException("the files of policy " + policy.policy()
                            + " are missing in this control plane's folder of artifacts"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the files of policy " + policy.policy(), e);
        }
    }
}
