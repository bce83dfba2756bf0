package dev.cairn.runs;

import dev.cairn.experiments.CostEstimate;
import dev.cairn.experiments.CostEstimator;
import dev.cairn.experiments.Expansion;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.ExperimentSpec;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.PlannedRun;
import dev.cairn.experiments.ProblemsSpec;
import dev.cairn.experiments.ReadSpec;
import dev.cairn.experiments.SpecReader;
import dev.cairn.experiments.SpecRequest;
import dev.cairn.problems.ProblemFileReader;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Takes experiments in: reads the spec, imports its problems, expands it into runs and queues them. */
public final class Submissions {
    private final SpecReader reader;
    private final ProblemSets problemSets;
    private final ExperimentStore experiments;
    private final CostEstimator costs;

    /**
     * What an experiment would be.
     *
     * @param runs in the order in which they can start
     */
    public record Preview(ExperimentSpec spec, List<PlannedRun> runs, CostEstimate estimate, List<String> warnings) {}

    public Submissions(SpecReader reader, ProblemSets problemSets, ExperimentStore experiments, CostEstimator costs) {
        this.costs = costs;
        this.reader = reader;
        this.problemSets = problemSets;
        this.experiments = experiments;
    }

    /**
     * Checks a request without keeping anything.
     *
     * @throws dev.cairn.experiments.InvalidSpecException with every error found
     */
    public Preview preview(SpecRequest request) {
        ReadSpec read = reader.read(request);
        int problems = count(read.spec().problems());
        return new Preview(
                read.spec(), Expansion.plan(read.spec()), costs.estimate(read.spec(), problems), read.warnings());
    }

    /**
     * Queues an experiment.
     *
     * @throws dev.cairn.experiments.InvalidSpecException with every error found
     * @throws dev.cairn.problems.ProblemFileException if the problem file can't be used
     */
    public Experiment accept(SpecRequest request) {
        ReadSpec read = reader.read(request);
        ProblemSet problems = problems(read.spec().problems());
        return experiments.submit(
                read.spec(), read.preset(), read.tags(), problems.id(), Expansion.plan(read.spec()));
    }

    private int count(ProblemsSpec problems) {
        return problems.source().equals(ProblemsSpec.FILE)
                ? ProblemFileReader.read(
                                Path.of(Objects.requireNonNull(problems.file())), problems.format(), problems.limit())
                        .problems()
                        .size()
                : problemSets.readBuiltin(problems.source(), problems.limit()).size();
    }

    private ProblemSet problems(ProblemsSpec problems) {
        return problems.source().equals(ProblemsSpec.FILE)
                ? problemSets.importFile(
                        Path.of(Objects.requireNonNull(problems.file())), problems.format(), problems.limit())
                : problemSets.builtin(problems.source(), problems.limit());
    }
}
