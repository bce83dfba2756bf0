package dev.cairn.submissions;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.experiments.RunState;
import dev.cairn.jdbc.JdbcRunner;
import dev.cairn.problems.ProblemSet;
import dev.cairn.problems.ProblemSets;
import dev.cairn.settings.EvaluateSettings;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import dev.cairn.spec.RunSpec;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Estimates how far experiments are and what is left: completions still to sample, at the pace of the run itself where it
 * has one, otherwise at that of earlier runs with comparable settings.
 */
@Singleton
public final class Outlooks {
    private final MeasuredRates measured;
    private final ProblemSets problemSets;
    private final JdbcRunner jdbc;
    private final ObjectMapper json;

    public Outlooks(MeasuredRates measured, ProblemSets problemSets, JdbcRunner jdbc, ObjectMapper json) {
        this.measured = measured;
        this.problemSets = problemSets;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param experiment read with its spec; empty if its problem set no longer exists */
    public Optional<Outlook> of(Experiment experiment) {
        ExperimentSpec spec = json.convertValue(experiment.spec(), ExperimentSpec.class);
        return problemSets.find(spec.problems().set()).map(set -> {
            List<RunProgress> runs = progress(experiment, spec, set);
            return left(runs, measured.comparableTo(spec));
        });
    }

    private List<RunProgress> progress(Experiment experiment, ExperimentSpec spec, ProblemSet set) {
        Map<String, PlannedRun> plans =
                RunPlanner.plan(spec).stream().collect(Collectors.toMap(PlannedRun::name, plan -> plan));
        Integer limit = spec.problems().limit();
        long problems = limit == null ? set.problems() : Math.min(limit, set.problems());
        List<Run> runs = experiment.latestRuns();
        Map<Long, RunWork> work = RunWork.of(jdbc, runs);
        List<RunProgress> found = new ArrayList<>();
        for (Run run : runs) {
            PlannedRun plan = plans.get(run.name());
            if (plan != null) {
                RunWork its = work.getOrDefault(run.id().value(), RunWork.NONE);
                found.add(new RunProgress(
                        run,
                        plan.plan().rollouts(spec, problems, Promotions.NONE).total(),
                        plan.plan()
                                .rollouts(spec, problems, Promotions.AS_MANY_AS_THE_GATE_ALLOWS)
                                .total(),
                        its.rollouts(),
                        its.seconds()));
            }
        }
        return refined(found, spec, problems);
    }

    /**
     * With what finished runs have made certain, the size of the held-out half and the steps of the promoted student, and with
     * what a screening that stops at a success has needed so far.
     */
    private List<RunProgress> refined(List<RunProgress> runs, ExperimentSpec spec, long problems) {
        Optional<Long> heldOut = succeeded(runs, RunKind.SCREEN).map(screen -> RunWork.heldOut(jdbc, screen));
        Optional<Long> candidates = succeeded(runs, RunKind.SCREEN)
                .flatMap(screen -> succeeded(runs, RunKind.SOAR)
                        .map(soar ->
                                RunWork.trainHalf(jdbc, screen) * Objects.requireNonNullElse(soar.promotions(), 0)));
        Optional<Long> promotedSteps = succeeded(runs, RunKind.SOAR).map(soar -> RunWork.promotedSteps(jdbc, soar));
        return runs.stream()
                .map(run -> switch (run.run().kind()) {
                    case SCREEN ->
                        spec.screen().stopAtSuccess()
                                ? run.expectedFrom(RunWork.screened(jdbc, run.run()), problems)
                                : run;
                    case SOAR -> spec.soar().sparesStudents() ? soar(run) : run;
                    case EVALUATE ->
                        heldOut.map(half -> evaluation(run, spec, half, candidates))
                                .orElse(run);
                    case TRAIN ->
                        promotedSteps
                                .filter(steps -> run.run().name().equals(RunPlanner.HARD_ONLY)
                                        && spec.hardOnly().steps() == null)
                                .map(steps -> certain(
                                        run,
                                        steps
                                                * spec.soar().inner().questionsPerStep()
                                                * spec.hardOnly()
                                                        .inner(spec.soar().inner())
                                                        .groupSize()))
                                .orElse(run);
                    // Nothing more is certain of the other kinds.
                    default -> run;
                })
                .toList();
    }

    /**
     * With the size of the held-out half; how many versions of a student are evaluated is known after its training.
     *
     * @param candidates completions that choose a promoted student, once their number is certain
     */
    static RunProgress evaluation(RunProgress run, ExperimentSpec spec, long half, Optional<Long> candidates) {
        long once = Math.min(half, spec.evaluate().problems())
                * spec.evaluate().samples()
                * spec.evaluate().inferenceSeeds();
        RunSpec.Policy policy = run.run().policy();
        if (policy == RunSpec.Policy.PROMOTED
                && spec.evaluate().promoted() == EvaluateSettings.Promoted.BEST_ON_TRAIN) {
            return candidates.map(score -> certain(run, once + score)).orElse(run);
        }
        long versions = policy == RunSpec.Policy.TRAINED ? spec.evaluate().versions() : 1;
        return new RunProgress(run.run(), once, once * versions, run.used(), run.seconds());
    }

    /** From its decided outer steps: how many students a step needs is known only afterwards. */
    private RunProgress soar(RunProgress progress) {
        Run run = progress.run();
        Integer done = run.outerStepsDone();
        Integer steps = run.outerSteps();
        return done == null || done == 0 || steps == null || run.previous() != null
                ? progress
                : progress.expecting(Math.round(RunWork.ofOuterSteps(jdbc, run, done) * (steps / (double) done)));
    }

    private static RunProgress certain(RunProgress run, long rollouts) {
        return new RunProgress(run.run(), rollouts, rollouts, run.used(), run.seconds());
    }

    private static Optional<Run> succeeded(List<RunProgress> runs, RunKind kind) {
        return runs.stream()
                .map(RunProgress::run)
                .filter(run -> run.kind() == kind && run.state() == RunState.SUCCEEDED)
                .findFirst();
    }

    static Outlook left(List<RunProgress> runs, Map<RunKind, MeasuredRate> rates) {
        double total = runs.stream().mapToDouble(RunProgress::total).sum();
        double done = runs.stream().mapToDouble(RunProgress::done).sum();
        double share = total == 0 ? 0 : done / total;
        double least = 0;
        double most = 0;
        boolean own = false;
        int measuredRuns = 0;
        Set<RunKind> missing = EnumSet.noneOf(RunKind.class);
        Set<RunKind> used = EnumSet.noneOf(RunKind.class);
        for (RunProgress run : runs) {
            RunKind kind = run.run().kind();
            Double pace = run.ownPace();
            MeasuredRate rate = rates.get(kind);
            if (run.mostLeft() > 0 && pace != null) {
                own = true;
                least += run.leastLeft() * pace;
                most += run.mostLeft() * pace;
            } else if (run.mostLeft() > 0 && rate != null) {
                measuredRuns += used.add(kind) ? rate.runs() : 0;
                least += run.leastLeft() * rate.fastest();
                most += run.mostLeft() * rate.slowest();
            } else if (run.mostLeft() > 0) {
                missing.add(kind);
            }
        }
        if (!missing.isEmpty()) {
            return new Outlook(
                    share, null, null, "no " + TimeEstimator.words(List.copyOf(missing)) + TimeEstimator.NOT_YET);
        }
        List<String> basis = new ArrayList<>();
        if (own) {
            basis.add("the pace of the run in progress");
        }
        if (!used.isEmpty()) {
            basis.add(measuredRuns + " earlier runs with comparable settings (" + TimeEstimator.words(List.copyOf(used))
                    + ")");
        }
        return new Outlook(
                share, least, most, basis.isEmpty() ? "nothing is left to do" : String.join(", and ", basis));
    }
}
