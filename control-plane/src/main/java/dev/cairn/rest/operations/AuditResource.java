package dev.cairn.rest.operations;

import dev.cairn.access.Audit;
import dev.cairn.access.AuditEntry;
import dev.cairn.access.AuditPage;
import dev.cairn.access.AuditQuery;
import dev.cairn.access.Role;
import dev.cairn.rest.PageParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Who changed what. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.ADMIN)
final class AuditResource {
    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Operation(
            summary = "List changes, newest first: actor, action, before and after; optionally of one actor or target")
    public AuditPage list(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("target") @Nullable String target,
            @BeanParam PageParameters page) {
        return audit.page(new AuditQuery(actor, target, page.cursor(), page.size()));
    }

    @GET
    @Path("/{id:\\d+}")
    @Operation(summary = "Read one change")
    public AuditEntry read(@PathParam("id") long id) {
        return audit.find(id).orElseThrow(() -> new NotFoundException("the audit has no entry " + id));
    }
}
