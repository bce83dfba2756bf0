package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.PlannedRun;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RolloutCount;
import dev.cairn.spec.RunKind;
import dev.cairn.spec.RunPlanner;
import java.util.EnumMap;
import java.util.Map;

/** Numbers of completions of an experiment, by the kind of run that samples them. */
record RolloutCounts(Map<RunKind, RolloutCount> byKind) {
    RolloutCounts {
        byKind = Map.copyOf(byKind);
    }

    /** @param problems number of problems in the set, before {@code problems.limit} */
    static RolloutCounts of(ExperimentSpec spec, int problems, Promotions promotions) {
        Integer limit = spec.problems().limit();
        long pool = limit == null ? problems : Math.min(problems, limit);
        Map<RunKind, RolloutCount> byKind = new EnumMap<>(RunKind.class);
        for (PlannedRun run : RunPlanner.plan(spec)) {
            byKind.merge(run.kind(), run.plan().rollouts(spec, pool, promotions), RolloutCount::plus);
        }
        return new RolloutCounts(byKind);
    }

    long of(RunKind kind) {
        return byKind.getOrDefault(kind, RolloutCount.NONE).total();
    }

    RolloutCount all() {
        return byKind.values().stream().reduce(RolloutCount.NONE, RolloutCount::plus);
    }
}
