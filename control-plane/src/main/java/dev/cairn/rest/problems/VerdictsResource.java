package dev.cairn.rest.problems;

import dev.cairn.access.Role;
import dev.cairn.base.InvalidInputException;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.verdicts.BothVerdicts;
import dev.cairn.verdicts.VerdictQuery;
import dev.cairn.verdicts.VerdictService;
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
    private final VerdictService service;
    private final RequestState requestState;

    VerdictsResource(VerdictService service, RequestState requestState) {
        this.service = service;
        this.requestState = requestState;
    }

    @POST
    @Operation(
            summary = "Grade answers or completions against their references, by both rules",
            description = "Each verdict shows how each side was read, and its reason. Nothing is stored.")
    public Items<BothVerdicts> judge(@NotNull @Valid VerdictsRequest request) throws InterruptedException {
        requestState.recorded();
        List<VerdictQuery> asked = new ArrayList<>();
        for (int i = 0; i < request.items().size(); i++) {
            try {
                asked.add(request.items().get(i).query());
            } catch (InvalidInputException e) {
                throw e.in("items[" + i + "]");
            }
        }
        return new Items<>(service.judge(asked));
    }
}
