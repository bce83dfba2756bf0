package dev.cairn.runs;

import dev.cairn.experiments.ExperimentStore;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunOrder;
import dev.cairn.grading.AnswerComparison;
import dev.cairn.ids.RunId;
import dev.cairn.ports.Checkpoint;
import dev.cairn.ports.Problem;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.soar.EvaluateRun;
import dev.cairn.soar.RunContext;
import dev.cairn.soar.ScreenRun;
import dev.cairn.soar.SoarRun;
import dev.cairn.soar.TrainRun;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.RunPlan;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts the algorithm that a run's plan names, with what earlier runs of its experiment made. */
@Singleton
public final class RunKinds {
    private final ExperimentStore experiments;
    private final ProblemSets problemSets;
    private final RunResults results;

    public RunKinds(ExperimentStore experiments, ProblemSets problemSets, RunResults results) {
        this.experiments = experiments;
        this.problemSets = problemSets;
        this.results = results;
    }

    /** How answers are compared with the references of the run's problem set. */
    AnswerComparison comparison(RunOrder order) {
        return problemSets
                .find(order.problemSetId())
                .map(ProblemSet::comparison)
                .orElseThrow(() -> new IllegalStateException("problem set " + order.problemSetId() + " is gone"));
    }

    void run(RunOrder order, RunContext context) throws InterruptedException {
        ExperimentSpec spec = order.spec();
        List<Problem> all =
                problemSets.problems(order.problemSetId(), spec.problems().limit());
        switch (order.plan()) {
            case RunPlan.Screen() -> new ScreenRun(context, spec.screen().settings(), spec.soar(), all).run();
            case RunPlan.Soar(String screen) ->
                new SoarRun(
                                context,
                                spec.soar(),
                                pick(all, results.split(named(order, screen)).train()),
                                spec.execution().trialsInParallel())
                        .run();
            case RunPlan.Train(String screen, String stepsOf) -> {
                int steps = spec.soar().inner().stepsBehind(promotions(named(order, stepsOf)));
                new TrainRun(
                                context,
                                spec.hardOnly().settings(steps),
                                spec.soar(),
                                pick(all, results.split(named(order, screen)).train()))
                        .run();
            }
            case RunPlan.Evaluate(String screen, RunPlan.Policy policy, String of) -> {
                List<String> test = results.split(named(order, screen)).test();
                int most = Math.min(spec.evaluate().problems(), test.size());
                new EvaluateRun(
                                context,
                                new EvaluateSettings(
                                        spec.evaluate().samples(),
                                        spec.evaluate().problems(),
                                        spec.evaluate().blockProblems()),
                                spec.soar(),
                                policy(order, policy, of).policy(),
                                pick(all, test.subList(0, most)))
                        .run();
            }
        }
    }

    private Checkpoint policy(RunOrder order, RunPlan.Policy policy, String of) {
        RunId run = named(order, of);
        return switch (policy) {
            case BASE -> results.firstStudent(run);
            case PROMOTED -> results.promotedStudent(run);
            case TRAINED -> results.trainedStudent(run);
        };
    }

    private int promotions(RunId soar) {
        Integer promotions = experiments.run(soar).map(Run::promotions).orElse(null);
        return promotions == null ? 0 : promotions;
    }

    private RunId named(RunOrder order, String name) {
        return experiments
                .runNamed(order.experimentId(), name)
                .orElseThrow(() ->
                        new IllegalStateException("experiment " + order.experimentId() + " has no run named " + name));
    }

    private static List<Problem> pick(List<Problem> all, List<String> ids) {
        Map<String, Problem> byId = new HashMap<>();
        all.forEach(problem -> byId.put(problem.id(), problem));
        return ids.stream()
                .map(id -> java.util.Objects.requireNonNull(byId.get(id), id))
                .toList();
    }
}
