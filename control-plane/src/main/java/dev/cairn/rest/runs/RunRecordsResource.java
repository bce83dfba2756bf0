package dev.cairn.rest.runs;

import dev.cairn.access.Role;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.RecordPage;
import dev.cairn.rest.Items;
import dev.cairn.rest.PageParameters;
import dev.cairn.results.OuterStepReader;
import dev.cairn.results.OuterStepView;
import dev.cairn.results.OuterStepView.SetView;
import dev.cairn.results.OuterStepView.TrialView;
import dev.cairn.results.PolicyView;
import dev.cairn.results.QuestionDiversity;
import dev.cairn.results.QuestionReader;
import dev.cairn.results.QuestionRecord;
import dev.cairn.results.ResultReader;
import dev.cairn.results.ThroughputView;
import dev.cairn.results.TrainingStepView;
import dev.cairn.results.UnitView;
import dev.cairn.spec.RunKind;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The results of a run: outer steps, sets, trials, optimizer steps, policies, units. */
@Path("/v1/runs/{id:\\d+}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class RunRecordsResource {
    private final ExperimentStore experiments;
    private final OuterStepReader outerSteps;
    private final QuestionReader questions;
    private final ResultReader history;

    RunRecordsResource(
            ExperimentStore experiments, OuterStepReader outerSteps, QuestionReader questions, ResultReader history) {
        this.experiments = experiments;
        this.outerSteps = outerSteps;
        this.questions = questions;
        this.history = history;
    }

    @GET
    @Path("/outer-steps")
    @Operation(summary = "List the outer steps of a soar run: rewards of every trial, decision, teacher update")
    public Items<OuterStepView> outerSteps(@PathParam("id") long id) {
        Run run = require(id);
        if (run.kind() != RunKind.SOAR) {
            throw new NotFoundException("run " + id + " is a run of kind "
                    + run.kind().wireName() + "; only runs of kind soar have outer steps");
        }
        return new Items<>(outerSteps.all(id));
    }

    @GET
    @Path("/outer-steps/{outerStep:\\d+}/sets")
    @Operation(summary = "List the question sets that the teacher wrote in an outer step")
    public Items<SetView> sets(@PathParam("id") long id, @PathParam("outerStep") int t) {
        require(id);
        List<SetView> sets = outerSteps.sets(id, t);
        if (sets.isEmpty()) {
            throw new NotFoundException("run " + id + " has no question sets in outer step " + t);
        }
        return new Items<>(sets);
    }

    @GET
    @Path("/outer-steps/{outerStep:\\d+}/trials/{set:\\d+}/{repeat:\\d+}")
    @Operation(summary = "Read a trial (one student's training) with its optimizer steps")
    public TrialView trial(
            @PathParam("id") long id,
            @PathParam("outerStep") int t,
            @PathParam("set") int k,
            @PathParam("repeat") int j) {
        require(id);
        return outerSteps
                .trial(id, t, k, j)
                .orElseThrow(() -> new NotFoundException(
                        "run " + id + " has no finished trial " + k + "/" + j + " in outer step " + t));
    }

    @GET
    @Path("/outer-steps/{outerStep:\\d+}/sets/{set:\\d+}/questions")
    @Operation(
            summary =
                    "List the questions of a set with what each was read from and what its students answered in training")
    public Items<QuestionRecord> questions(
            @PathParam("id") long id, @PathParam("outerStep") int t, @PathParam("set") int k) {
        require(id);
        List<QuestionRecord> found = questions.ofSet(id, t, k);
        if (found.isEmpty()) {
            throw new NotFoundException("run " + id + " has no question set " + k + " in outer step " + t);
        }
        return new Items<>(found);
    }

    @GET
    @Path("/question-diversity")
    @Operation(summary = "Count the questions of each outer step that differ, and those that no earlier step had")
    public Items<QuestionDiversity> questionDiversity(@PathParam("id") long id) {
        require(id);
        return new Items<>(questions.diversity(id));
    }

    @GET
    @Path("/throughput")
    @Operation(summary = "Read the tokens sampled and trained per outer step or block, with the time that they took")
    public Items<ThroughputView> throughput(@PathParam("id") long id) {
        require(id);
        return new Items<>(history.throughput(id));
    }

    @GET
    @Path("/training-steps")
    @Operation(summary = "List optimizer steps, of one unit or of all")
    public RecordPage<TrainingStepView> trainingSteps(
            @PathParam("id") long id, @QueryParam("unit") @Nullable String unit, @BeanParam PageParameters page) {
        requireUnit(id, unit);
        return history.trainingSteps(id, unit, page.size(), page.cursor());
    }

    @GET
    @Path("/policies")
    @Operation(summary = "List policies that the run made, oldest first")
    public RecordPage<PolicyView> policies(@PathParam("id") long id, @BeanParam PageParameters page) {
        require(id);
        return history.policies(id, page.size(), page.cursor());
    }

    @GET
    @Path("/units")
    @Operation(summary = "List committed units of work, in the order in which they ended")
    public RecordPage<UnitView> units(@PathParam("id") long id, @BeanParam PageParameters page) {
        require(id);
        return history.units(id, page.size(), page.cursor());
    }

    private void requireUnit(long id, @Nullable String unit) {
        require(id);
        if (unit != null && !history.hasUnit(id, unit)) {
            throw new NotFoundException("run " + id + " has no finished unit '" + unit + "'; GET /api/v1/runs/" + id
                    + "/units lists its units");
        }
    }

    private Run require(long id) {
        return experiments.run(new RunId(id)).orElseThrow(() -> new NotFoundException("run " + id + " does not exist"));
    }
}
