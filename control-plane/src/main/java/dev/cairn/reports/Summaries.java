package dev.cairn.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunKind;
import dev.cairn.experiments.RunState;
import dev.cairn.ledger.History;
import dev.cairn.reports.ExperimentSummary.Measured;
import dev.cairn.soar.Checkpoint;
import dev.cairn.soar.GradingRule;
import dev.cairn.soar.InnerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Computes experiments' summaries from what their runs recorded. */
public final class Summaries {
    private static final String PREFIX = "evaluate-";

    private final History history;
    private final ObjectMapper json;

    public Summaries(History history, ObjectMapper json) {
        this.history = history;
        this.json = json;
    }

    /** The summary so far, of an experiment read with its spec; policies whose evaluation has not ended are left out. */
    public ExperimentSummary of(Experiment experiment) {
        List<Measured> measured = new ArrayList<>();
        for (Run run : experiment.runs()) {
            if (run.kind() == RunKind.EVALUATE && run.state() == RunState.SUCCEEDED) {
                String policy = run.name().substring(PREFIX.length());
                measured.add(new Measured(
                        policy,
                        steps(experiment, policy),
                        optimizerSteps(experiment, policy),
                        history.evaluation(run.id().value())));
            }
        }
        return ExperimentSummary.of(promotions(experiment), measured, grading(experiment), experiment.seed());
    }

    /** Steps behind a policy, skipped ones included. */
    private int steps(Experiment experiment, String policy) {
        return switch (policy) {
            case "promoted" -> inner(experiment).stepsBehind(promotions(experiment));
            case "hard-only" ->
                named(experiment, "hard-only")
                        .map(run -> history.countTrainingSteps(run.id().value()))
                        .orElse(0);
            default -> 0;
        };
    }

    private InnerSettings inner(Experiment experiment) {
        return json.convertValue(spec(experiment).at("/soar/inner"), InnerSettings.class);
    }

    private GradingSummary grading(Experiment experiment) {
        GradingRule rule =
                GradingRule.valueOf(spec(experiment).at("/grading/rule").asText());
        return GradingSummary.of(
                rule,
                experiment.runs().stream()
                        .collect(Collectors.groupingBy(
                                Run::kind,
                                Collectors.mapping(run -> history.rules(run.id().value()), Collectors.toList()))));
    }

    private static JsonNode spec(Experiment experiment) {
        return Objects.requireNonNull(experiment.spec(), "a summary needs the experiment with its spec");
    }

    private static int promotions(Experiment experiment) {
        return experiment.runs().stream()
                .map(Run::promotions)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Steps behind a policy that changed its weights. */
    private int optimizerSteps(Experiment experiment, String policy) {
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
