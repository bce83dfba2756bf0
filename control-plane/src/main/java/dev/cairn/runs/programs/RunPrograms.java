package dev.cairn.runs.programs;

import dev.cairn.experiments.ClaimedRun;
import dev.cairn.experiments.ExperimentStore;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import dev.cairn.soar.RunContext;
import dev.cairn.spec.RunKind;
import jakarta.inject.Singleton;
import java.util.Objects;

/** All kinds of run. */
@Singleton
public final class RunPrograms {
    private final ExperimentStore experiments;
    private final ProblemSets problemSets;
    private final RunResults results;

    public RunPrograms(ExperimentStore experiments, ProblemSets problemSets, RunResults results) {
        this.experiments = experiments;
        this.problemSets = problemSets;
        this.results = results;
    }

    /** The registry. */
    public static RunProgram<?> of(RunKind kind) {
        return switch (kind) {
            case SCREEN -> new ScreenProgram();
            case SOAR -> new SoarProgram();
            case SAMPLE -> new SampleProgram();
            case TRAIN -> new TrainProgram();
            case EVALUATE -> new EvaluateProgram();
        };
    }

    /** How answers are compared with the references of the run's problem set. */
    public AnswerComparison comparison(ClaimedRun order) {
        return problemSets
                .find(order.problemSetId())
                .map(ProblemSet::comparison)
                .orElseThrow(
                        () -> new IllegalStateException("problem set " + order.problemSetId() + " no longer exists"));
    }

    /** Executes the program of the run's plan, with the results of earlier runs of its experiment. */
    public void run(ClaimedRun order, RunContext context) throws InterruptedException {
        of(order.plan().kind())
                .start(new RunTask(
                        order.spec(),
                        order.plan(),
                        context,
                        problemSets.problems(
                                order.problemSetId(), order.spec().problems().limit()),
                        () -> problemSets.problems(
                                Objects.requireNonNull(order.realProblemSetId(), "a run that names real problems")),
                        new EarlierRuns(experiments, results, order.experimentId())));
    }
}
