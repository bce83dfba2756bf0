package dev.cairn.rest.experiments;

import dev.cairn.access.Role;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.ids.ExperimentId;
import dev.cairn.ids.RunId;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.results.UsageReader;
import dev.cairn.results.UsageReader.Usage;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.spec.BudgetSpec.Limits;
import dev.cairn.submissions.CostEstimate;
import dev.cairn.submissions.Outlook;
import dev.cairn.submissions.Outlooks;
import dev.cairn.submissions.Submissions;
import dev.cairn.submissions.TimeEstimate;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What an experiment has cost so far, and what it was expected and allowed to cost. */
@Path("/v1/experiments/{id:\\d+}/cost")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Role.Names.VIEWER)
final class CostResource {
    private final ExperimentStore experiments;
    private final Submissions submissions;
    private final Outlooks outlooks;
    private final UsageReader usages;

    CostResource(ExperimentStore experiments, Submissions submissions, Outlooks outlooks, JdbcRunner jdbc) {
        this.experiments = experiments;
        this.submissions = submissions;
        this.outlooks = outlooks;
        this.usages = new UsageReader(jdbc);
    }

    /**
     * Usage beside estimates and limits.
     *
     * @param used by all runs together, those that were retried or restarted included
     * @param runs the usage of each run that has finished a unit, in the order of creation
     * @param estimate of the whole experiment, from its spec
     * @param time of the whole experiment, from the rates of earlier runs as they are now
     * @param left how far it is and the working time that is left; absent once it has ended
     * @param budget the limits of all runs together
     * @param runBudget the limits of each run
     */
    public record ExperimentCost(
            Usage used,
            List<RunCost> runs,
            CostEstimate estimate,
            TimeEstimate time,
            @Nullable Outlook left,
            Limits budget,
            Limits runBudget) {}

    /** The usage of one run. */
    public record RunCost(RunId id, String name, Usage used) {}

    @GET
    @Operation(summary = "Read what an experiment has used so far, beside its estimate and its budget")
    public ExperimentCost read(@PathParam("id") long id) {
        Experiment experiment = experiments
                .find(new ExperimentId(id))
                .orElseThrow(() -> new NotFoundException("experiment " + id + " does not exist"));
        Map<RunId, Usage> byRun = usages.byRun(id);
        BudgetSpec budget = submissions.budget(experiment);
        return new ExperimentCost(
                usages.ofExperiment(id),
                experiment.runs().stream().flatMap(run -> cost(run, byRun)).toList(),
                submissions.cost(experiment),
                submissions.time(experiment),
                experiment.state().isFinal() ? null : outlooks.of(experiment).orElse(null),
                budget.experiment(),
                budget.run());
    }

    private static Stream<RunCost> cost(Run run, Map<RunId, Usage> byRun) {
        @Nullable Usage used = byRun.get(run.id());
        return used == null ? Stream.empty() : Stream.of(new RunCost(run.id(), run.name(), used));
    }
}
