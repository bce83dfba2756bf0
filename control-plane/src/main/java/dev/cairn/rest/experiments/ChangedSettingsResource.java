package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.rest.Items;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.SpecReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What makes an experiment different from its preset. */
@Path("/v1/experiments/{id:\\d+}/changed-settings")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ChangedSettingsResource {
    private final ExperimentStore experiments;
    private final SpecReader reader;

    ChangedSettingsResource(ExperimentStore experiments, SpecReader reader) {
        this.experiments = experiments;
        this.reader = reader;
    }

    @GET
    @Operation(summary = "List the settings that differ from the preset as it is now, or from the defaults without one")
    public Items<ChangedSetting> changed(@PathParam("id") long id) {
        Experiment found = experiments
                .find(new ExperimentId(id))
                .orElseThrow(() -> new NotFoundException("experiment " + id + " does not exist"));
        return new Items<>(found.spec() == null ? List.of() : reader.changed(found.spec(), found.preset()));
    }
}
