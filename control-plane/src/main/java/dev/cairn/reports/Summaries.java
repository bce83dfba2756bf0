package dev.cairn.reports;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunKind;
import dev.cairn.experiments.RunState;
import dev.cairn.ledger.History;
import dev.cairn.reports.ExperimentSummary.Measured;
import dev.cairn.soar.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes experiments' summaries from what their runs recorded. */
public final class Summaries {
    private static final String PREFIX = "evaluate-";

    private final History history;

    public Summaries(History history) {
        this.history = history;
    }

    /** The summary so far; policies whose evaluation has not ended are left out. */
    public ExperimentSummary of(Experiment experiment) {
        List<Measured> measured = new ArrayList<>();
        for (Run run : experiment.runs()) {
            if (run.kind() == RunKind.EVALUATE && run.state() == RunState.SUCCEEDED) {
                String policy = run.name().substring(PREFIX.length());
                measured.add(new Measured(
                        policy,
                        steps(experiment, policy),
                        history.evaluation(run.id().value())));
            }
        }
        int promotions = experiment.runs().stream()
                .filter(run -> run.kind() == RunKind.SOAR && run.promotions() != null)
                .mapToInt(run -> run.promotions() == null ? 0 : run.promotions())
                .sum();
        return ExperimentSummary.of(promotions, measured, experiment.seed());
    }

    /** Optimizer steps behind a policy: of the run that made it. */
    private int steps(Experiment experiment, String policy) {
        return switch (policy) {
            case "promoted" ->
                named(experiment, "soar")
                        .flatMap(run -> history.promotedStudent(run.id().value()))
                        .map(Checkpoint::optimizerSteps)
                        .orElse(0);
            case "hard-only" ->
                named(experiment, "hard-only")
                        .flatMap(run -> history.trainedStudent(run.id().value()))
                        .map(Checkpoint::optimizerSteps)
                        .orElse(0);
            default -> 0;
        };
    }

    private static Optional<Run> named(Experiment experiment, String name) {
        return experiment.runs().stream().filter(run -> run.name().equals(name)).findFirst();
    }
}
