package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.overview.Overview;
import dev.cairn.overview.Overviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The state of the whole installation. */
@Path("/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class OverviewResource {
    private final Overviews overviews;

    OverviewResource(Overviews overviews) {
        this.overviews = overviews;
    }

    @GET
    @Operation(
            summary =
                    "Read the state of the whole installation: health, queue, what runs, what failed lately, last results",
            description =
                    "Lists are short: the 10 newest experiments in progress, the 8 latest failures of the last seven days that"
                            + " were not retried, and the results of the 6 experiments that succeeded last. The cost depends on"
                            + " what is in progress or queued, not on the number of experiments.")
    public Overview read() {
        return overviews.now();
    }
}
