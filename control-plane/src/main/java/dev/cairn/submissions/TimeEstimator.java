package dev.cairn.submissions;

import dev.cairn.spec.ExperimentSpec;
import dev.cairn.spec.Promotions;
import dev.cairn.spec.RunKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Multiplies completions by measured seconds; without every rate there is no estimate. */
final class TimeEstimator {
    private static final double SECONDS_PER_HOUR = 3600;

    static final String NOT_YET = " run with comparable settings has succeeded yet";

    private final MeasuredRates measured;

    public TimeEstimator(MeasuredRates measured) {
        this.measured = measured;
    }

    /** @param problems number of problems in the set, before {@code problems.limit} */
    public TimeEstimate estimate(ExperimentSpec spec, int problems) {
        RolloutCounts least = RolloutCounts.of(spec, problems, Promotions.NONE);
        RolloutCounts most = RolloutCounts.of(spec, problems, Promotions.AS_MANY_AS_THE_GATE_ALLOWS);
        List<RunKind> kinds = Arrays.stream(RunKind.values())
                .filter(kind -> most.of(kind) > 0)
                .toList();
        Map<RunKind, MeasuredRate> rates = measured.comparableTo(spec);
        List<RunKind> missing =
                kinds.stream().filter(kind -> !rates.containsKey(kind)).toList();
        if (!missing.isEmpty()) {
            return new TimeEstimate(null, null, null, null, 0, "no " + words(missing) + NOT_YET);
        }
        double atLeast = 0;
        double atMost = 0;
        double acceleratorsAtLeast = 0;
        double acceleratorsAtMost = 0;
        int runs = 0;
        for (RunKind kind : kinds) {
            MeasuredRate rate = Objects.requireNonNull(rates.get(kind));
            atLeast += least.of(kind) * rate.fastest();
            atMost += most.of(kind) * rate.slowest();
            acceleratorsAtLeast += least.of(kind) * rate.fastest() * rate.accelerators() / SECONDS_PER_HOUR;
            acceleratorsAtMost += most.of(kind) * rate.slowest() * rate.accelerators() / SECONDS_PER_HOUR;
            runs += rate.runs();
        }
        return new TimeEstimate(
                atLeast,
                atMost,
                acceleratorsAtLeast,
                acceleratorsAtMost,
                runs,
                runs + " earlier runs with comparable settings (" + words(kinds) + ")");
    }

    static String words(List<RunKind> kinds) {
        return kinds.stream().map(RunKind::wireName).collect(Collectors.joining(", "));
    }
}
