package dev.cairn.submissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.base.FieldError;
import dev.cairn.base.InvalidInputException;
import dev.cairn.base.InvalidInputException.Subject;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Submission;
import dev.cairn.experiments.Submitter;
import dev.cairn.fleet.ModelDirectories;
import dev.cairn.ids.ExperimentId;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import dev.cairn.spec.BudgetSpec;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.ProblemsSpec;
import dev.cairn.spec.ResolvedSpec;
import dev.cairn.spec.RetentionSpec;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.SpecReader;
import dev.cairn.spec.SpecRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accepts experiments: reads the spec, finds its problem set, plans its runs and queues them. */
@Singleton
public final class Submissions {
    private final SpecReader reader;
    private final ProblemSets problemSets;
    private final ExperimentStore experiments;
    private final CostEstimator costs;
    private final SubmissionChecks checks;
    private final NamedServices services;
    private final TimeEstimator times;
    private final GpuCheck gpus;
    private final RealProblemSet realProblems;
    private final ObjectMapper json;

    public Submissions(
            SpecReader reader,
            ProblemSets problemSets,
            ExperimentStore experiments,
            ModelDirectories models,
            NamedServices services,
            MeasuredRates rates,
            GpuCheck gpus,
            ObjectMapper json) {
        this.costs = new CostEstimator(models::locate);
        this.checks = new SubmissionChecks(models, json);
        this.services = services;
        this.gpus = gpus;
        this.json = json;
        this.times = new TimeEstimator(rates);
        this.reader = reader;
        this.problemSets = problemSets;
        this.realProblems = new RealProblemSet(problemSets);
        this.experiments = experiments;
    }

    /**
     * Checks a request without storing anything.
     *
     * @throws dev.cairn.base.InvalidInputException with every error found
     */
    public SubmissionPreview preview(SpecRequest request) {
        retention(request);
        Checked checked = checked(request);
        ExperimentSpec spec = checked.read().spec();
        return new SubmissionPreview(
                spec,
                RunPlanner.plan(spec),
                checked.estimate(),
                times.estimate(spec, checked.problems().problems()),
                gpus.needs(spec),
                checked.warnings());
    }

    /** Estimates how long an experiment will take, from the rates of earlier runs. */
    public TimeEstimate time(Experiment experiment) {
        ExperimentSpec spec = spec(experiment);
        return times.estimate(spec, problems(spec.problems()).problems());
    }

    /** Estimates what a whole experiment costs. */
    public CostEstimate cost(Experiment experiment) {
        ExperimentSpec spec = spec(experiment);
        return costs.estimate(spec, problems(spec.problems()).problems());
    }

    /** The limits on what an experiment may use. */
    public BudgetSpec budget(Experiment experiment) {
        return spec(experiment).budget();
    }

    private ExperimentSpec spec(Experiment experiment) {
        return json.convertValue(experiment.spec(), ExperimentSpec.class);
    }

    /**
     * Queues an experiment.
     *
     * @param by the user that submits it
     * @throws dev.cairn.base.InvalidInputException with every error found
     */
    public Experiment accept(SpecRequest request, Submitter by) {
        return accept(request, by, null);
    }

    /**
     * Queues an experiment that starts from another one's spec.
     *
     * @param changes settings that override that spec; another preset or spec is not allowed
     * @return empty if there is no such experiment
     */
    public Optional<Experiment> cloneOf(ExperimentId original, SpecRequest changes, Submitter by) {
        return changed(original, changes).map(request -> accept(request, by, original));
    }

    /** Checks a clone without storing anything; empty if there is no such experiment. */
    public Optional<SubmissionPreview> previewOfClone(ExperimentId original, SpecRequest changes) {
        return changed(original, changes).map(this::preview);
    }

    /** The request that submits an experiment's spec with changes. */
    private Optional<SpecRequest> changed(ExperimentId original, SpecRequest changes) {
        if (changes.preset() != null || changes.spec() != null) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            changes.preset() != null ? "preset" : "spec",
                            "a clone starts from the spec of its experiment",
                            "name, seed, set, tags, retention")));
        }
        return experiments
                .find(original)
                .map(experiment -> new SpecRequest(
                        reader.known(experiment.preset()),
                        changes.name() == null ? experiment.name() : changes.name(),
                        changes.seed(),
                        changes.set(),
                        experiment.spec(),
                        changes.tags(),
                        changes.retention()));
    }

    private Experiment accept(SpecRequest request, Submitter by, @Nullable ExperimentId clonedFrom) {
        RetentionSpec retention = retention(request);
        Checked checked = checked(request);
        ResolvedSpec read = checked.read();
        return experiments
                .submit(new Submission(
                        read.spec(),
                        read.preset(),
                        read.tags(),
                        retention,
                        checked.problems().id(),
                        checked.realProblems() == null
                                ? null
                                : checked.realProblems().id(),
                        RunPlanner.plan(read.spec()),
                        by,
                        clonedFrom))
                .withWarnings(checked.warnings());
    }

    private static RetentionSpec retention(SpecRequest request) {
        return request.retention() == null ? RetentionSpec.NONE : RetentionSpec.NONE.with(request.retention());
    }

    private record Checked(
            ResolvedSpec read,
            ProblemSet problems,
            @Nullable ProblemSet realProblems,
            CostEstimate estimate,
            List<String> warnings) {}

    /** The checks of both a submission and its preview. */
    private Checked checked(SpecRequest request) {
        ResolvedSpec read = reader.read(request);
        ExperimentSpec asked = read.spec();
        experiments.requirePool(asked.queue().pool());
        services.require(asked);
        ProblemSet set = problems(asked.problems());
        ProblemSet real = realProblems.of(asked.methods(), set).orElse(null);
        ExperimentSpec spec = experiments
                .checkTakenRuns(asked, set.id())
                .filter(screened -> asked.screen().hardSet() == null)
                .map(screened -> asked.screenedBy(screened.value()))
                .orElse(asked);
        int problems = count(spec.problems(), set);
        CostEstimate estimate = costs.estimate(spec, set.problems());
        List<String> warnings = new ArrayList<>(read.warnings());
        warnings.addAll(checks.check(spec, problems, estimate));
        ResolvedSpec whole = new ResolvedSpec(spec, read.preset(), read.tags(), read.warnings());
        return new Checked(whole, set, real, estimate, List.copyOf(warnings));
    }

    /** @throws InvalidInputException if the set does not exist or is too small */
    private ProblemSet problems(ProblemsSpec problems) {
        ProblemSet set = problemSets.named(problems.set(), "problems.set");
        if (count(problems, set) < 2) {
            throw new InvalidInputException(
                    Subject.SPEC,
                    List.of(new FieldError(
                            "problems.set",
                            "has " + set.problems() + " problem; a run needs one to train and one to test on",
                            "a set of 2 problems or more")));
        }
        return set;
    }

    private static int count(ProblemsSpec problems, ProblemSet set) {
        Integer limit = problems.limit();
        return limit == null ? set.problems() : Math.min(limit, set.problems());
    }
}
