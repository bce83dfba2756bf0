package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.rest.PageParameters;
import dev.cairn.results.TeacherQuestion;
import dev.cairn.results.TeacherQuestions;
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

/** The teacher's questions on which students of other methods train. */
@Path("/v1/runs/{id:\\d+}/teacher-questions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class TeacherQuestionsResource {
    private final ExperimentStore experiments;
    private final TeacherQuestions questions;

    TeacherQuestionsResource(ExperimentStore experiments, TeacherQuestions questions) {
        this.experiments = experiments;
        this.questions = questions;
    }

    @GET
    @Operation(summary = "List the questions of a sample run, or the promotion questions of a soar run")
    public RecordPage<TeacherQuestion> list(@PathParam("id") long id, @BeanParam PageParameters page) {
        Run run = experiments
                .run(new RunId(id))
                .orElseThrow(() -> new NotFoundException("run " + id + " does not exist"));
        return switch (run.kind()) {
            case SAMPLE -> questions.sampledPage(id, page.size(), page.cursor());
            case SOAR -> questions.promotionPage(id, page.size(), page.cursor());
            case SCREEN, TRAIN, EVALUATE ->
                throw new NotFoundException(
                        "run " + id + " is a run of kind " + run.kind().wireName()
                                + "; only runs of kind sample and soar have questions for other students");
        };
    }
}
