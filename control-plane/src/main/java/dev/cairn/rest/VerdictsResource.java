package dev.cairn.rest;

import dev.cairn.access.Role;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.verdicts.Asked;
import dev.cairn.verdicts.BothVerdicts;
import dev.cairn.verdicts.InvalidAskedException;
import dev.cairn.verdicts.VerdictDesk;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Verdicts of both grading rules on the items sent; nothing is stored. */
@Path("/v1/verdicts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class VerdictsResource {
    private final VerdictDesk desk;
    private final RequestState handling;

    VerdictsResource(VerdictDesk desk, RequestState handling) {
        this.desk = desk;
        this.handling = handling;
    }

    @POST
    @Operation(
            summary = "Grade answers or completions against their references, by both rules",
            description = "Each verdict shows how each side was read, and its reason. Nothing is stored.")
    public Items<BothVerdicts> judge(@NotNull @Valid VerdictsRequest request) throws InterruptedException {
        handling.recorded();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            try {
                asked.add(request.items().get(i).asked());
            } catch (InvalidAskedException e) {
                throw e.inItem(i);
            }
        }
        return new Items<>(desk.judge(asked));
    }
}
