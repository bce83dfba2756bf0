package dev.cairn.rest.problems;

import dev.cairn.access.Role;
import dev.cairn.experiments.Page;
import dev.cairn.problems.ProblemSets;
import dev.cairn.reports.ProblemSetUse;
import dev.cairn.reports.ProblemSetUses;
import dev.cairn.rest.PageParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The experiments that use a problem set. */
@Path("/v1/problem-sets/{name}/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ProblemSetUsesResource {
    private final ProblemSets sets;
    private final ProblemSetUses uses;

    ProblemSetUsesResource(ProblemSets sets, ProblemSetUses uses) {
        this.sets = sets;
        this.uses = uses;
    }

    @GET
    @Operation(
            summary = "List the experiments that use a problem set, newest first, with what their screenings found",
            description = "Archived experiments are listed too.")
    public Page<ProblemSetUse> list(@PathParam("name") String name, @BeanParam PageParameters page) {
        long set = sets.find(name)
                .orElseThrow(() -> new NotFoundException("problem set " + name + " does not exist"))
                .id();
        return uses.page(set, page.size(), page.cursor());
    }
}
