package dev.cairn.rest.operations;

import dev.cairn.access.Role;
import dev.cairn.ids.ExperimentId;
import dev.cairn.rest.Items;
import dev.cairn.rest.filters.RequestState;
import dev.cairn.retention.RetentionPreview;
import dev.cairn.retention.RetentionPreviews;
import dev.cairn.spec.RetentionRule;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Shows what the rules for retention would remove. */
@Path("/v1/retention")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.OPERATOR)
final class RetentionPreviewResource {
    private static final int MOST = 100;

    private final RetentionPreviews previews;
    private final RequestState requestState;

    RetentionPreviewResource(RetentionPreviews previews, RequestState requestState) {
        this.previews = previews;
        this.requestState = requestState;
    }

    /**
     * What to look at.
     *
     * @param experiment id of an experiment; if absent, the first 100 from which something would be removed
     * @param retention rules to try in place of the experiment's own, by kind; only with an experiment
     */
    public record RetentionQuestion(
            @Nullable Long experiment, @Nullable Map<String, @Nullable RetentionRule> retention) {}

    @POST
    @Path("/:preview")
    @Operation(summary = "Show what the rules for retention would remove now, and why the rest stays")
    public Items<RetentionPreview> preview(@Nullable RetentionQuestion question) {
        requestState.recorded();
        if (question == null || question.experiment() == null) {
            if (question != null && question.retention() != null) {
                throw new IllegalArgumentException("retention is only possible with an experiment");
            }
            return new Items<>(previews.all(MOST));
        }
        long id = question.experiment();
        Map<String, @Nullable RetentionRule> tried = question.retention() == null ? Map.of() : question.retention();
        return new Items<>(List.of(previews.of(new ExperimentId(id), tried)
                .orElseThrow(() -> new NotFoundException("experiment " + id + " does not exist"))));
    }
}
