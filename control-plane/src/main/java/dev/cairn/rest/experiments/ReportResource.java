package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.ids.ExperimentId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.reports.CsvReport;
import dev.cairn.reports.ExperimentReport;
import dev.cairn.reports.MarkdownReport;
import dev.cairn.reports.Summaries;
import dev.cairn.results.UsageReader;
import dev.cairn.spec.ChangedSetting;
import dev.cairn.spec.SpecReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** An experiment with its results, to keep or to pass on. */
@Path("/v1/experiments/{id:\\d+}/report")
@Produces({MediaType.APPLICATION_JSON, ReportResource.CSV, ReportResource.MARKDOWN})
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class ReportResource {
    static final String CSV = "text/csv";
    static final String MARKDOWN = "text/markdown";

    private final ExperimentStore experiments;
    private final Summaries summaries;
    private final SpecReader reader;
    private final UsageReader usages;

    ReportResource(ExperimentStore experiments, Summaries summaries, SpecReader reader, JdbcRunner jdbc) {
        this.experiments = experiments;
        this.summaries = summaries;
        this.reader = reader;
        this.usages = new UsageReader(jdbc);
    }

    @GET
    @Operation(
            summary =
                    "Read a report of an experiment: JSON with everything, its numbers as CSV, or Markdown for people",
            description = "The Accept header chooses the format. All have the numbers of the summary.")
    @APIResponse(
            responseCode = "200",
            description = "The report",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ExperimentReport.class)),
                @Content(mediaType = CSV, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MARKDOWN, schema = @Schema(implementation = String.class))
            })
    public Response read(@PathParam("id") long id, @Context HttpHeaders headers) {
        Experiment experiment = experiments
                .find(new ExperimentId(id))
                .orElseThrow(() -> new NotFoundException("experiment " + id + " does not exist"));
        ExperimentReport report =
                ExperimentReport.of(experiment, changed(experiment), usages.ofExperiment(id), summaries.of(experiment));
        return switch (format(headers.getAcceptableMediaTypes())) {
            case CSV -> Response.ok(CsvReport.of(report), CSV).build();
            case MARKDOWN -> Response.ok(MarkdownReport.of(report), MARKDOWN).build();
            default -> Response.ok(report, MediaType.APPLICATION_JSON_TYPE).build();
        };
    }

    private List<ChangedSetting> changed(Experiment experiment) {
        return experiment.spec() == null ? List.of() : reader.changed(experiment.spec(), experiment.preset());
    }

    /** The first format that the caller accepts, in the caller's order of preference. */
    private static String format(List<MediaType> accepted) {
        for (MediaType type : accepted) {
            for (String format : List.of(MediaType.APPLICATION_JSON, CSV, MARKDOWN)) {
                if (type.isCompatible(MediaType.valueOf(format))) {
                    return format;
                }
            }
        }
        return MediaType.APPLICATION_JSON;
    }
}
