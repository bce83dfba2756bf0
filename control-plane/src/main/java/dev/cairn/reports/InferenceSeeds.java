package dev.cairn.reports;

import dev.cairn.reports.ExperimentSummary.Measured;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a summary tells of the spread over inference seeds. */
final class InferenceSeeds {
    private InferenceSeeds() {}

    /** How far apart they are, at the largest k, and which policies lack some; empty with one seed. */
    static List<String> notes(int seeds, List<Measured> measured) {
        return seeds <= 1
                ? List.of()
                : Stream.concat(spread(seeds, measured).stream(), missing(seeds, measured).stream())
                        .toList();
    }

    /** An evaluation has its deviations when it has been finished; a budget may have stopped it before. */
    private static List<String> missing(int seeds, List<Measured> measured) {
        return measured.stream()
                .filter(policy -> policy.deviations().isEmpty())
                .map(policy -> "Not all " + seeds + " inference seeds of " + policy.name()
                        + " have been evaluated: its scores are means over those that were, of each problem.")
                .toList();
    }

    private static List<String> spread(int seeds, List<Measured> measured) {
        List<Measured> repeated = measured.stream()
                .filter(policy -> !policy.deviations().isEmpty())
                .toList();
        int k = repeated.stream()
                .flatMap(policy -> policy.deviations().keySet().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        String spread = repeated.stream()
                .filter(policy -> policy.deviations().containsKey(k))
                .map(policy -> shown(policy, policy.deviations().getOrDefault(k, 0.0)))
                .collect(Collectors.joining(", "));
        return spread.isEmpty()
                ? List.of()
                : List.of("Scores are means over " + seeds
                        + " inference seeds, with a standard deviation over them at pass@" + k + " of " + spread + ".");
    }

    private static String shown(Measured policy, double deviation) {
        return Shown.percent(deviation) + " (" + policy.name() + ")";
    }
}
