package dev.cairn.submissions;

import dev.cairn.experiments.Experiment;
import dev.cairn.experiments.Run;
import dev.cairn.ids.RunId;
import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Multiplies the completions that runs still need by their own pace, or by that of earlier runs before they have one. */
final class TimeLeftEstimator {
    private final MeasuredRates measured;

    TimeLeftEstimator(MeasuredRates measured) {
        this.measured = measured;
    }

    /**
     * The time that is left; empty if the experiment has ended or the pace of a run is not known.
     *
     * @param pool number of problems that the experiment uses
     * @param worked what its runs have done; those that did nothing are absent
     */
    Optional<TimeLeft> estimate(Experiment experiment, ExperimentSpec spec, long pool, Map<RunId, Worked> worked) {
        Map<String, PlannedRun> plans =
                RunPlanner.plan(spec).stream().collect(Collectors.toMap(PlannedRun::name, Function.identity()));
        Map<RunKind, MeasuredRate> rates = measured.comparableTo(spec);
        double least = 0;
        double most = 0;
        boolean open = false;
        for (Run run : experiment.latestRuns()) {
            PlannedRun plan = plans.get(run.name());
            if (run.state().isFinal() || plan == null) {
                continue;
            }
            open = true;
            Worked done = worked.getOrDefault(run.id(), Worked.NOTHING);
            @Nullable MeasuredRate rate = rates.get(run.kind());
            if (done.rate() == 0 && rate == null) {
                return Optional.empty();
            }
            double fastest = done.rate() > 0 || rate == null ? done.rate() : rate.fastest();
            double slowest = done.rate() > 0 || rate == null ? done.rate() : rate.slowest();
            least += left(run, total(plan, spec, pool, Promotions.NONE), done) * fastest;
            most += left(run, total(plan, spec, pool, Promotions.AS_MANY_AS_THE_GATE_ALLOWS), done) * slowest;
        }
        return open ? Optional.of(new TimeLeft(least, most)) : Optional.empty();
    }

    private static long total(PlannedRun plan, ExperimentSpec spec, long pool, Promotions promotions) {
        return plan.plan().rollouts(spec, pool, promotions).total();
    }

    /** Of a soar run by its outer steps, since it may have inherited some and rejects an unknown number of questions. */
    private static double left(Run run, long total, Worked done) {
        Integer steps = run.outerSteps();
        Integer stepsDone = run.outerStepsDone();
        if (steps != null && stepsDone != null && steps > 0) {
            return (double) total * Math.max(0, steps - stepsDone) / steps;
        }
        return Math.max(0, total - done.rollouts());
    }
}
