package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.rest.Items;
import dev.cairn.spec.Preset;
import dev.cairn.spec.Presets;
import dev.cairn.spec.SpecReader;
import dev.cairn.spec.WholePreset;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The presets that experiments can start from. */
@Path("/v1/presets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class PresetsResource {
    private final Presets presets;

    private final SpecReader reader;

    PresetsResource(Presets presets, SpecReader reader) {
        this.presets = presets;
        this.reader = reader;
    }

    @GET
    @Operation(summary = "List presets with the settings that differ from the defaults")
    public Items<Preset> list() {
        return new Items<>(presets.all());
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Read a preset with all its settings")
    public WholePreset read(@PathParam("name") String name) {
        return presets.find(name)
                .map(reader::whole)
                .orElseThrow(() -> new NotFoundException("preset " + name + " does not exist"));
    }
}
