package dev.cairn.reports;

import dev.cairn.reports.ExperimentSummary.Measured;
import java.util.List;
import java.util.stream.Collectors;

/** What a summary tells of the spread over inference seeds. */
final class InferenceSeeds {
    private InferenceSeeds() {}

    /** How far apart they are, at the largest k; empty with one seed. */
    static List<String> notes(int seeds, List<Measured> measured) {
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
