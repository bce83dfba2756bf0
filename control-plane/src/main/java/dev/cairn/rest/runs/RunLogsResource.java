package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.RunId;
import dev.cairn.logs.LogPage;
import dev.cairn.logs.LogQuery;
import dev.cairn.logs.RunLogs;
import dev.cairn.rest.PageParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The log of a run. An operator reads it: lines name directories and programs of the machine. */
@Path("/v1/runs/{id:\\d+}/logs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class RunLogsResource {
    private final ExperimentStore experiments;
    private final RunLogs logs;

    RunLogsResource(ExperimentStore experiments, RunLogs logs) {
        this.experiments = experiments;
        this.logs = logs;
    }

    @GET
    @Operation(
            summary = "Read the log of a run: of its control plane, its engine or its worker; the newest lines first",
            description = "Entries of a page are in order of time. \"older\" is the cursor of the page before it,"
                    + " \"newer\" that of what is written after it, to follow a run. Secrets are masked.")
    public LogPage read(
            @PathParam("id") long id,
            @QueryParam("source")
                    @DefaultValue("control-plane")
                    @Parameter(description = "control-plane, engine or worker")
                    String source,
            @QueryParam("level")
                    @DefaultValue("debug")
                    @Parameter(description = "The least important level: debug, info, warn or error")
                    String level,
            @QueryParam("text") @Parameter(description = "Only entries that contain it, in any case") @Nullable
                    String text,
            @BeanParam PageParameters page) {
        return logs.page(
                experiments
                        .run(new RunId(id))
                        .orElseThrow(() -> new NotFoundException("run " + id + " does not exist")),
                LogQuery.of(source, level, text, page.size(), page.cursor()));
    }
}
