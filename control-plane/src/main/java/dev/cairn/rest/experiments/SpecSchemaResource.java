package dev.cairn.rest.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.access.Role;
import dev.cairn.spec.PublishedSchema;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The settings of experiments, described. */
@Path("/v1/spec-schema")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class SpecSchemaResource {
    private final JsonNode schema;

    SpecSchemaResource(ObjectMapper json) {
        this.schema = PublishedSchema.load(json);
    }

    @GET
    @Operation(
            summary = "Read the JSON Schema of experiment specs: every setting with its meaning, limits and default",
            description =
                    "x-symbol is the paper's symbol, x-unit what a number counts, x-meanings what each word means.")
    public JsonNode read() {
        return schema;
    }
}
